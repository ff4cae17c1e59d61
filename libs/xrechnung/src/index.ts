export * from './findings';
export * from './model';
export { type LeitwegId, leitwegCheckDigits, parseLeitwegId } from './leitweg-id';
export { type Usability, usability, type UsabilityReason } from './policy';
export * from './rules';
