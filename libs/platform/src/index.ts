export * from './clock';
export * from './config';
export * from './log';
export * from './storage';
export * from './child';
export * from './postgres';
export * from './secrets';
export * from './config/command-line';
