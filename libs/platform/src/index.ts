export * from './clock';
export * from './config';
export * from './log';
export * from './storage';
export * from './postgres';
