// Country, check digits, then 11 to 30 characters, as one word or in groups of four.
const iban = /\b([A-Z]{2}\d{2})((?:[ \u00A0]?[A-Z0-9]{4}){2,7}(?:[ \u00A0]?[A-Z0-9]{1,4})?)\b/g;

/** "DE89 3704 0044 0532 0130 00" → "DE89…3000": enough to find the account again, too little to use it. */
export function maskIbans(text: string): string {
  return text.replace(iban, (found, head: string) => {
    const compact = found.replaceAll(/[ \u00A0]/g, '');
    if (compact.length < 15 || compact.length > 34) return found;
    return `${head}…${compact.slice(-4)}`;
  });
}
