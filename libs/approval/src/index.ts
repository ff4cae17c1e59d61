export * from './acts';
export { canonicalJson, contentHash } from './content-hash';
export { refusalText } from './refusal-text';
export { signedText, type Signature, type SignedFacts } from './signed-text';
