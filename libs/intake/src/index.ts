export { normaliseAddress } from './address';
export { type ArrivalReason, arrivalReasons, isArrivalReason } from './arrival-reasons';
export { type Csv, type CsvFault, looksLikeFormula, parseCsv } from './csv';
export { fileKind, type FileKind } from './file-kind';
export { safeFileName } from './file-name';
export { type AttachedPart, type DocumentPart, mailParts, type MailParts, type OtherPart } from './mail-parts';
