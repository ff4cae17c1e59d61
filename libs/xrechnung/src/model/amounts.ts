import { type Amount, type DateValue, type Group, type Identifier, type Numeric, type Text } from './value';

/** BG-20, BG-21, BG-27, BG-28: an allowance or charge, of the document or of one line (lines carry no VAT terms). */
export type AllowanceOrCharge = Group & {
  /** BT-92, BT-99, BT-136, BT-141 */ readonly amount?: Amount;
  /** BT-93, BT-100, BT-137, BT-142 */ readonly base?: Amount;
  /** BT-94, BT-101, BT-138, BT-143 */ readonly percent?: Numeric;
  /** BT-95, BT-102 */ readonly vatCategory?: Identifier;
  /** BT-96, BT-103 */ readonly vatRate?: Numeric;
  /** BT-97, BT-104, BT-139, BT-144 */ readonly reason?: Text;
  /** BT-98, BT-105, BT-140, BT-145 */ readonly reasonCode?: Identifier;
};

/** BG-22 Document totals. `where` is the element that carries them. */
export type Totals = Group & {
  /** BT-106 */ readonly lineNet?: Amount;
  /** BT-107 */ readonly allowances?: Amount;
  /** BT-108 */ readonly charges?: Amount;
  /** BT-109 */ readonly net?: Amount;
  /** BT-110 */ readonly tax?: Amount;
  /** BT-111, in the accounting currency */ readonly taxAccounting?: Amount;
  /** Tax totals that neither term has room for: a second one in the same currency, or one in a third currency. */
  readonly otherTaxTotals: readonly Amount[];
  /** BT-112 */ readonly gross?: Amount;
  /** BT-113 */ readonly prepaid?: Amount;
  /** BT-114 */ readonly rounding?: Amount;
  /** BT-115 */ readonly due?: Amount;
};

/** BG-23 VAT breakdown, one for each category and rate. */
export type VatBreakdown = Group & {
  /** BT-116 */ readonly base?: Amount;
  /** BT-117 */ readonly tax?: Amount;
  /** BT-118 */ readonly category?: Identifier;
  /** BT-119 */ readonly rate?: Numeric;
  /** The tax that category and rate belong to; EN 16931 knows VAT only. */ readonly taxScheme?: Identifier;
  /** BT-120 */ readonly exemptionReason?: Text;
  /** BT-121 */ readonly exemptionCode?: Identifier;
};

/** BG-14, BG-26: a period of invoicing. */
export type Period = Group & {
  /** BT-73, BT-134 */ readonly start?: DateValue;
  /** BT-74, BT-135 */ readonly end?: DateValue;
};
