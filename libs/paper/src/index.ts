export { type CoverFacts, coverSheet } from './cover-sheet';
export { openWoff, type TrueType } from './font/truetype';
