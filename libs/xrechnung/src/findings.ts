/** A sentence for people, in both languages. */
export type Message = { readonly de: string; readonly en: string };

export type Severity = 'fatal' | 'warning' | 'information';

/** What a rule found. `rule` is the official id; findings of our own start with `BF-` and never change the verdict. */
export type Finding = {
  readonly rule: string;
  readonly severity: Severity;
  /** XPath of the place, as in the model's `where`. */
  readonly location: string;
  /** Business terms and groups concerned: "BT-106". */
  readonly terms: readonly string[];
  readonly message: Message;
};

/** Which rules ran, so that nobody takes silence for approval. */
export type RuleSet = { readonly name: string; readonly version: string; readonly rules: readonly string[] };
