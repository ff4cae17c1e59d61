export { amountText } from './amount-text';
export * from './coding';
export * from './datev';
