import { type Group, type Identifier, type Text } from './value';

/** BG-17 Credit transfer: one account to pay to. */
export type CreditTransfer = Group & {
  /** BT-84 */ readonly account?: Identifier;
  /** BT-85 */ readonly accountName?: Text;
  /** BT-86 */ readonly bic?: Identifier;
};

/** BG-18 Payment card. */
export type PaymentCard = Group & {
  /** BT-87 */ readonly number?: Text;
  /** BT-88 */ readonly holder?: Text;
};

/** BG-19 Direct debit. */
export type DirectDebit = Group & {
  /** BT-89 */ readonly mandate?: Identifier;
  /** BT-90 */ readonly creditorId?: Identifier;
  /** BT-91 */ readonly debitedAccount?: Identifier;
};

/**
 * What the syntax states once for the whole invoice, outside its payment instructions: all three in CII, BT-90 in UBL.
 * The instructions that it belongs to repeat it; where there is none (BG-16 is optional), it stands here alone.
 */
export type PaymentHeader = Group & {
  /** BT-83 */ readonly remittance?: Text;
  /** BT-89 */ readonly mandate?: Identifier;
  /** BT-90 */ readonly creditorId?: Identifier;
};

/** BG-16 Payment instructions. The binding repeats the element; each repetition is one entry. */
export type PaymentInstruction = Group & {
  /** BT-81 */ readonly means?: Identifier;
  /** BT-82 */ readonly meansText?: Text;
  /** BT-83 */ readonly remittance?: Text;
  /** BG-17 */ readonly transfers: readonly CreditTransfer[];
  /** BG-18 */ readonly card?: PaymentCard;
  /** BG-19 */ readonly directDebit?: DirectDebit;
};
