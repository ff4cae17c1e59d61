import { type Finding, type Message, type RuleSet, type Severity } from '../findings';
import { type Invoice } from '../model';
import { withFollowUp } from './follow-up';
import { type Evaluation, type Failure, levelFor, type Rule, type Unjudged, unjudgedAt } from './rule';
import { type Rulebook, ruleSetsFor } from './rule-sets';
import { type Scenario, scenarioOf } from './scenarios';
import { type Verdict, type VerdictBasis, verdictOf } from './verdict';

/** A rule that could not be judged, at least at one place: it counts as not checked, whatever it found elsewhere. */
export type NotChecked = {
  readonly rule: string;
  readonly set: Rulebook['name'];
  readonly location: string;
  /** `unreadable`: a number in the document is none. `failed`: the rule itself crashed. */
  readonly reason: Unjudged['reason'];
  readonly message: Message;
};

export type CheckReport = {
  readonly verdict: Verdict;
  readonly verdictBasis: VerdictBasis;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  /** The sets with the rules that ran to the end, at every place. A rule that is not named here was not checked. */
  readonly ruleSets: readonly RuleSet[];
};

type RulebookReport = {
  readonly rulebook: Rulebook;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotChecked[];
  readonly ran: readonly string[];
};

/** Runs the rules and reports. It decides nothing: the acceptance policy and people do. */
export function checkInvoice(invoice: Invoice, rulebooks: readonly Rulebook[] = ruleSetsFor(invoice)): CheckReport {
  const scenario = scenarioOf(invoice);
  const reports = rulebooks.map((rulebook) => runRulebook(rulebook, invoice, scenario));
  const official = reports.filter(({ rulebook }) => scenario?.sets.some((set) => set === rulebook.name));
  const everythingRan =
    scenario?.sets.every((set) =>
      official.some(
        ({ rulebook, notChecked }) => rulebook.name === set && rulebook.complete && notChecked.length === 0,
      ),
    ) ?? false;

  return {
    ...verdictOf(
      scenario,
      official.flatMap(({ findings }) => findings),
      everythingRan,
    ),
    findings: reports.flatMap(({ findings }) => findings),
    notChecked: reports.flatMap(({ notChecked }) => notChecked),
    ruleSets: reports.map(({ rulebook: { name, version }, ran }) => ({ name, version, rules: ran })),
  };
}

function runRulebook(rulebook: Rulebook, invoice: Invoice, scenario: Scenario | undefined): RulebookReport {
  const runs = rulebook.rules.map((rule) => ({ rule, ...run(rule, invoice) }));
  return {
    rulebook,
    findings: runs.flatMap(({ rule, failures }) => {
      const severity = scenario?.levels[rule.id] ?? levelFor(rule.level, invoice);
      return failures.map((failure) => finding(rule, rulebook, severity, failure));
    }),
    notChecked: runs.flatMap(({ rule, unjudged }) => unjudged.map((one) => notChecked(rule, rulebook, one))),
    ran: runs.filter(({ unjudged }) => unjudged.length === 0).map(({ rule }) => rule.id),
  };
}

/** A rule that crashes must not sink the report of the others. */
function run(rule: Rule, invoice: Invoice): Evaluation {
  try {
    return rule.evaluate(invoice);
  } catch (error) {
    return { failures: [], unjudged: [unjudgedAt(invoice.where, error)] };
  }
}

const finding = (
  rule: Rule,
  { name }: Rulebook,
  severity: Severity,
  { location, message, terms = rule.terms }: Failure,
): Finding => ({ rule: rule.id, severity, location, terms, message: withFollowUp(message, name, severity) });

const notChecked = ({ id }: Rule, { name }: Rulebook, { location, reason, detail }: Unjudged): NotChecked => ({
  rule: id,
  set: name,
  location,
  reason,
  message: reason === 'unreadable' ? unreadable(id, detail) : failed(id),
});

const unreadable = (rule: string, text: string): Message => ({
  de: `Die Regel ${rule} konnte nicht geprüft werden, weil „${text.trim()}“ keine Zahl ist. Die Rechnung gilt nicht als geprüft. Sehen Sie sie selbst an oder lassen Sie sich eine berichtigte Rechnung senden.`,
  en: `Rule ${rule} could not be checked because “${text.trim()}” is no number. The invoice does not count as checked. Look at it yourself or ask for a corrected invoice.`,
});

const failed = (rule: string): Message => ({
  de: `Die Regel ${rule} ist bei dieser Rechnung abgebrochen. Die Rechnung gilt nicht als geprüft. Sehen Sie sie selbst an und melden Sie den Fall der Administration.`,
  en: `Rule ${rule} broke off at this invoice. The invoice does not count as checked. Look at it yourself and tell the administrator.`,
});
