import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  BoardView,
  Me,
  RequestStatus,
  StatusView,
} from '@commonhold/plugin-feature-requests-common';
import {
  ComponentType,
  createContext,
  Fragment,
  ReactNode,
  useContext,
} from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { featureRequestsApiRef } from '../api/FeatureRequestsApi';
import { FailureNotice } from '../components/presentation/FailureNotice';
import { RowsSkeleton } from '../components/presentation/RowsSkeleton';
import { featureRequestsTranslationRef } from '../translation';

/** How the board is configured, and who looks at it. */
export type Board = { readonly view: BoardView; readonly me: Me };

const BoardContext = createContext<Board | undefined>(undefined);

/** Loads what every screen of the board needs before it can show anything. */
export function WithBoard(props: {
  children: ReactNode;
  /** What a page puts around everything; on cards and tabs there is nothing. */
  frame?: ComponentType<{ children: ReactNode }>;
}) {
  const { frame: Frame = Fragment } = props;
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const boardApi = useApi(featureRequestsApiRef);
  const { value, error, retry } = useAsyncRetry(async (): Promise<Board> => {
    const [view, me] = await Promise.all([
      boardApi.ask('getBoard', {}),
      boardApi.ask('getMe', {}),
    ]);
    return { view, me };
  }, [boardApi]);
  if (error) {
    return (
      <Frame>
        <FailureNotice
          title={t('failure.board')}
          error={error}
          onRetry={retry}
        />
      </Frame>
    );
  }
  if (!value) {
    return (
      <Frame>
        <RowsSkeleton label={t('page.loading')} rows={8} />
      </Frame>
    );
  }
  return (
    <BoardContext.Provider value={value}>
      {props.children}
    </BoardContext.Provider>
  );
}

export function useBoard(): Board {
  const board = useContext(BoardContext);
  if (!board) {
    throw new Error('What shows requests has to be within <WithBoard>');
  }
  return board;
}

/** How a status presents itself; its plain name where it is not configured. */
export function useStatusView(): (status: RequestStatus) => StatusView {
  const { view } = useBoard();
  return status =>
    view.statuses.find(one => one.status === status) ?? {
      status,
      label: status,
      color: 'gray',
      open: false,
      needsReason: false,
    };
}

export function useIsProductManager(): boolean {
  return useBoard().me.roles.includes('product-manager');
}
