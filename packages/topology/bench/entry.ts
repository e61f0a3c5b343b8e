export { resolve } from '../src';
export { nodeSha256, readDirectory } from '../src/node';
export { parse, parseAllDocuments } from 'yaml';
