/** Dot-atom of RFC 5321 without quoted forms: no mailbox of ours needs them. */
const LOCAL = /^[a-z0-9!#$%&'*/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The form under which a recipient is looked up: both parts in lower case, an international domain in its ASCII form, a `+tag` left out.
 * The tag is taken off so that rechnung+bauamt@… reaches the same entity as rechnung@…; the address as written stays with
 * the arrival. Undefined where it is no address; it then belongs to nobody.
 */
export function normaliseAddress(recipient: string): string | undefined {
  const written = recipient.trim();
  const at = written.lastIndexOf('@');
  // ASCII before lower case: the Kelvin sign would become a plain k
  const mailbox = written.slice(0, Math.max(at, 0));
  if (mailbox.length > 64 || !/^[\x21-\x7e]+$/.test(mailbox)) return undefined;

  const local = mailbox.toLowerCase().replace(/\+[^@]*$/, '');
  const domain = asciiDomain(written.slice(at + 1));
  if (domain === undefined || !LOCAL.test(local) || !DOMAIN.test(domain)) return undefined;

  const address = `${local}@${domain}`;
  return address.length <= 254 ? address : undefined;
}

function asciiDomain(domain: string): string | undefined {
  const bare = domain.replace(/\.$/, '');
  if (/^[a-z0-9.-]*$/i.test(bare)) return bare.toLowerCase();
  // letters and marks only: everything else means something of its own in a URL
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(bare) || !URL.canParse(`http://${bare}`)) return undefined;
  return new URL(`http://${bare}`).hostname;
}
