import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load lazily: the first one of a run takes longer than a second.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(90_000);
