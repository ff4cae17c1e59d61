export {
  bookingRows,
  creditNoteTypes,
  isCreditNote,
  type BookingRow,
  type CaseRows,
  type OrderedCase,
} from './booking-rows';
export { type Blocked, type BlockedCode } from './blocked';
export { type Change } from './change';
export { type Column, columns } from './columns';
export { documentField } from './document-field';
export { extfBatch, type ExtfBatch, type ExtfFile, type ExtfRefused, type ExtfRequest, type Totals } from './extf';
export { cellProblems } from './field-rules';
export { headerFields } from './header';
export { type OpenItem } from './open-items';
export { type ClientSettings } from './settings';
