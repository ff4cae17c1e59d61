export * from './findings';
export * from './model';
