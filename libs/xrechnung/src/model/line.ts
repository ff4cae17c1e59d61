import { type AllowanceOrCharge, type Period } from './amounts';
import { type Amount, type Group, type Identifier, type Numeric, type Quantity, type Text } from './value';

/** BG-32 Item attribute. */
export type ItemAttribute = Group & {
  /** BT-160 */ readonly name?: Text;
  /** BT-161 */ readonly value?: Text;
};

/** BG-29 Price details. */
export type Price = Group & {
  /** BT-146 */ readonly net?: Amount;
  /** BT-147 */ readonly discount?: Amount;
  /** BT-148 */ readonly gross?: Amount;
  /** BT-149 with BT-150 as its unit */ readonly baseQuantity?: Quantity;
};

/** BG-31 Item information. */
export type Item = Group & {
  /** BT-153 */ readonly name?: Text;
  /** BT-154 */ readonly description?: Text;
  /** BT-155 */ readonly sellerId?: Identifier;
  /** BT-156 */ readonly buyerId?: Identifier;
  /** BT-157 */ readonly standardId?: Identifier;
  /** BT-158 */ readonly classifications: readonly Identifier[];
  /** BT-159 */ readonly originCountry?: Identifier;
  /** BG-32 */ readonly attributes: readonly ItemAttribute[];
};

/** BG-30 Line VAT information. */
export type LineVat = Group & {
  /** BT-151 */ readonly category?: Identifier;
  /** BT-152 */ readonly rate?: Numeric;
};

/** BG-25 Invoice line. */
export type Line = Group & {
  /** BT-126 */ readonly id?: Identifier;
  /** BT-127 */ readonly note?: Text;
  /** BT-128 */ readonly objectId?: Identifier;
  /** BT-129 with BT-130 as its unit */ readonly quantity?: Quantity;
  /** BT-131 */ readonly net?: Amount;
  /** BT-132 */ readonly orderLine?: Identifier;
  /** BT-133 */ readonly accountingReference?: Text;
  /** BG-26 */ readonly period?: Period;
  /** BG-27 */ readonly allowances: readonly AllowanceOrCharge[];
  /** BG-28 */ readonly charges: readonly AllowanceOrCharge[];
  /** BG-29 */ readonly price?: Price;
  /** BG-30 */ readonly vat?: LineVat;
  /** BG-31 */ readonly item?: Item;
  /** Sub invoice lines of the XRechnung extension (BG-DEX-01). */ readonly subLines: readonly Line[];
};
