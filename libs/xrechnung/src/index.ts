export * from './findings';
export * from './model';
export { type LeitwegId, leitwegCheckDigits, parseLeitwegId } from './leitweg-id';
export { type AcceptancePolicy, defaultPolicy, type Usability, usability, type UsabilityReason } from './policy';
export * from './rules';
export { profileOf } from './profile';
export { readInvoice, type Reading } from './read';
export { UNREADABLE_REASONS, type Unreadable, type UnreadableReason } from './syntax/unreadable';
export { type Extraction, extractXml, listEmbeddedFiles } from './hybrid/extract-xml';
