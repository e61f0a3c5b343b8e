import { createMeasuredBackend } from './createMeasuredBackend';

createMeasuredBackend(process.env.BENCHMARK_PORTAL).start();
