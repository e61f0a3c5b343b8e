export { runBoard } from './board/run';
export { runCatalog } from './catalog/run';
