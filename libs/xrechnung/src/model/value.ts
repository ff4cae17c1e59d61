import { type Decimal } from '@libs/money';

/**
 * What every value of an invoice knows: the text exactly as it stood in the document (after XML unescaping, untrimmed)
 * and where it stood, as an XPath with the fixed prefixes ubl, cn, cac, cbc, ext, rsm, ram, udt, qdt and a position at
 * every step, e.g. `/ubl:Invoice[1]/cbc:ID[1]`.
 */
export type Text = { readonly text: string; readonly where: string };

/** An identifier or code with the attributes that qualify it (schemeID, listID, schemeVersionID), as written. */
export type Identifier = Text & { readonly scheme?: string; readonly schemeVersion?: string };

/** An amount of money. `value` is undefined when the text is no number: that is a finding, never a zero. */
export type Amount = Text & { readonly value: Decimal | undefined; readonly currency?: string };

/** A number that is no money: percentage, factor, base quantity. */
export type Numeric = Text & { readonly value: Decimal | undefined };

/** A quantity with its unit code (UN/ECE Rec 20/21), as written. */
export type Quantity = Numeric & { readonly unit?: string };

/** A date. `iso` is YYYY-MM-DD, or undefined when the text is no calendar date; `format` is CII's format code (102). */
export type DateValue = Text & { readonly iso: string | undefined; readonly format?: string };

/** A group of terms knows the place of the element that carries it. */
export type Group = { readonly where: string };
