export { createLogger, type Logger, type LogLevel } from './logger';
export { logRecords } from './records';
export { maskIbans } from './mask';
