export { createLogger, type Logger, type LogLevel } from './logger';
export { maskIbans } from './mask';
