import { type Finding } from '../findings';
import { type Scenario } from './scenarios';

/**
 * The official verdict of the German configuration, as far as it is known. `reject` is certain: more rules or a schema
 * check could not turn it. `not-checked` makes no statement; it is never a quiet `accept`.
 */
export type Verdict = 'accept' | 'reject' | 'not-checked';

/** Why the verdict is what it is. */
export type VerdictBasis =
  /** No scenario of the configuration matches syntax and BT-24: the configuration rejects such documents unseen. */
  | { readonly kind: 'no-scenario' }
  /** An official rule of the scenario failed at level fatal. */
  | { readonly kind: 'fatal-finding'; readonly scenario: string; readonly rules: readonly string[] }
  /** Nothing fatal was found, but not everything that the verdict rests on was checked (rules missing here, or not run). */
  | { readonly kind: 'incomplete'; readonly scenario: string }
  /** Every rule of every set of the scenario ran; the schema is checked elsewhere and must be valid too. */
  | { readonly kind: 'all-rules-ran'; readonly scenario: string };

/** What is known when the rules have run. `official` are the findings of the sets that the scenario names. */
export function verdictOf(
  scenario: Scenario | undefined,
  official: readonly Finding[],
  everythingRan: boolean,
): { readonly verdict: Verdict; readonly verdictBasis: VerdictBasis } {
  if (!scenario) return { verdict: 'reject', verdictBasis: { kind: 'no-scenario' } };

  const fatal = official.filter(({ severity }) => severity === 'fatal').map(({ rule }) => rule);
  if (fatal.length > 0) {
    const rules = [...new Set(fatal)];
    return { verdict: 'reject', verdictBasis: { kind: 'fatal-finding', scenario: scenario.name, rules } };
  }
  const kind = everythingRan ? 'all-rules-ran' : 'incomplete';
  return { verdict: everythingRan ? 'accept' : 'not-checked', verdictBasis: { kind, scenario: scenario.name } };
}
