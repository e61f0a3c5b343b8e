export { runCatalog } from './catalog/run';
