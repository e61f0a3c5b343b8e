import { createStockBackend } from './createStockBackend';

createStockBackend(process.env.ISOLATION_AUDIT_STOCK_POLICY).start();
