const MOST = 400;

/**
 * Names for prepared statements: the server then plans a statement once for each connection and not at each call, which for
 * a case with all that belongs to it takes longer than the reading. Lists of varying length make ever new texts; beyond a
 * number that no set of fixed texts reaches they stay unnamed, so that the server's memory stays small.
 */
export function statementNames(): (query: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const name = names.size < MOST ? `s${names.size}` : '';
    if (name !== '') names.set(sql, name);
    return name;
  };
}
