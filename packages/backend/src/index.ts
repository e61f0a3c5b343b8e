import { createBackend } from './createBackend';

createBackend().start();
