/**
 * The address of a public office on an invoice, BT-10: `coarse[-fine]-check` (Leitweg-ID).
 * `valid` says whether the check digits fit; a text of another form is no Leitweg-ID at all.
 */
export type LeitwegId = {
  /** 2 to 12 digits: Land, Regierungsbezirk, Kreis, Gemeinde; 99 for the Federation (Grobadressierung). */
  readonly coarse: string;
  /** Up to 30 letters or digits of the office's own choice (Feinadressierung). */
  readonly fine?: string;
  readonly check: string;
  readonly valid: boolean;
};

const FORM = /^(?<coarse>[0-9]{2,12})(?:-(?<fine>[A-Za-z0-9]{1,30}))?-(?<check>[0-9]{2})$/;

/** Reads a Leitweg-ID; undefined when the text does not have its form. */
export function parseLeitwegId(text: string): LeitwegId | undefined {
  const { coarse, fine, check } = FORM.exec(text.trim())?.groups ?? {};
  if (coarse === undefined || check === undefined) return undefined;

  const valid = check === leitwegCheckDigits(coarse, fine);
  return fine === undefined ? { coarse, check, valid } : { coarse, fine, check, valid };
}

/** Two check digits after ISO 7064 mod 97-10, letters counted as A = 10 … Z = 35. */
export function leitwegCheckDigits(coarse: string, fine = ''): string {
  const check = 98 - mod97(`${coarse}${fine}00`);
  return check.toString().padStart(2, '0');
}

/** The remainder modulo 97 of a text of digits and letters (A = 10 … Z = 35), of any length. */
export function mod97(text: string): number {
  let rest = 0;
  for (const sign of text.toUpperCase()) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
