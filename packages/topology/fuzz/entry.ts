export { diff, resolve } from '../src';
export { fuzzInput } from '../src/fuzzInputs';
