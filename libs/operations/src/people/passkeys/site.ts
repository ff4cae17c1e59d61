/** The address at which browsers reach us: a passkey is made for it and works nowhere else. */
export type Site = {
  /** https://rechnung.stadt.example, or http://localhost:3000 on this very machine. */
  readonly origin: string;
};

/** The name that a passkey belongs to; undefined where browsers allow none: a bare number, or http over the network. */
export function relyingParty(site: Site | undefined): string | undefined {
  if (!site) return undefined;
  const { hostname, protocol } = new URL(site.origin);
  const isNumber = hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
  return !isNumber && (protocol === 'https:' || hostname === 'localhost') ? hostname : undefined;
}
