export * from './arrivals';
export * from './audit';
export * from './cases';
export * from './exports';
export * from './invoice';
export * from './master-data';
export * from './session';
export * from './text';
