import { type Group, type Identifier, type Text } from './value';

/** BG-5, BG-8, BG-12, BG-15: a postal address. */
export type Address = Group & {
  /** BT-35, BT-50, BT-64, BT-75 */ readonly line1?: Text;
  /** BT-36, BT-51, BT-65, BT-76 */ readonly line2?: Text;
  /** BT-162, BT-163, BT-164, BT-165 */ readonly line3?: Text;
  /** BT-37, BT-52, BT-66, BT-77 */ readonly city?: Text;
  /** BT-38, BT-53, BT-67, BT-78 */ readonly postCode?: Text;
  /** BT-39, BT-54, BT-68, BT-79 */ readonly subdivision?: Text;
  /** BT-40, BT-55, BT-69, BT-80 */ readonly country?: Identifier;
};

/** BG-6, BG-9: whom to ask. */
export type Contact = Group & {
  /** BT-41, BT-56 */ readonly name?: Text;
  /** BT-42, BT-57 */ readonly phone?: Text;
  /** BT-43, BT-58 */ readonly email?: Text;
};

/** BG-4 Seller. */
export type Seller = Group & {
  /** BT-27 */ readonly name?: Text;
  /** BT-28 */ readonly tradingName?: Text;
  /** BT-29, may repeat */ readonly identifiers: readonly Identifier[];
  /** BT-30 */ readonly legalId?: Identifier;
  /** BT-31 */ readonly vatId?: Identifier;
  /** BT-32 */ readonly taxNumber?: Identifier;
  /** BT-33 */ readonly legalInfo?: Text;
  /** BT-34 */ readonly electronicAddress?: Identifier;
  /** BG-5 */ readonly address?: Address;
  /** BG-6 */ readonly contact?: Contact;
};

/** BG-7 Buyer. */
export type Buyer = Group & {
  /** BT-44 */ readonly name?: Text;
  /** BT-45 */ readonly tradingName?: Text;
  /** BT-46 */ readonly identifiers: readonly Identifier[];
  /** BT-47 */ readonly legalId?: Identifier;
  /** BT-48 */ readonly vatId?: Identifier;
  /** BT-49 */ readonly electronicAddress?: Identifier;
  /** BG-8 */ readonly address?: Address;
  /** BG-9 */ readonly contact?: Contact;
};

/** BG-10 Payee, where it is not the seller. */
export type Payee = Group & {
  /** BT-59 */ readonly name?: Text;
  /** BT-60 */ readonly identifiers: readonly Identifier[];
  /** BT-61 */ readonly legalId?: Identifier;
};

/** BG-11 Seller tax representative. */
export type TaxRepresentative = Group & {
  /** BT-62 */ readonly name?: Text;
  /** BT-63 */ readonly vatId?: Identifier;
  /** BG-12 */ readonly address?: Address;
};

/** BG-13 Delivery, with BG-15 Deliver-to address. */
export type Delivery = Group & {
  /** BT-70 */ readonly name?: Text;
  /** BT-71 */ readonly locationId?: Identifier;
  /** BG-15 */ readonly address?: Address;
};
