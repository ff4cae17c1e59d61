export * from './coding';
export * from './datev';
