import { createIncompleteBackend } from './createIncompleteBackend';

createIncompleteBackend(process.env.ISOLATION_AUDIT_WITHOUT).start();
