import { Route, Routes } from 'react-router-dom';
import { BoardHeader } from '../Board/BoardHeader';
import { NewRound } from './NewRound';
import { RoundList } from './RoundList';
import { RoundScreen } from './RoundScreen';

/** Voting rounds: all of them, one of them, and a new one. */
export function RoundsScreens() {
  return (
    <>
      <BoardHeader tab="rounds" />
      <Routes>
        <Route path="/" element={<RoundList />} />
        <Route path="/new" element={<NewRound />} />
        <Route path="/:roundId" element={<RoundScreen />} />
      </Routes>
    </>
  );
}
