export * from './amounts';
export * from './invoice';
export * from './line';
export * from './party';
export * from './payment';
export * from './value';
