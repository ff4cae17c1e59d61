/** The stations of the line. Machines do `receive`, `read`, `check` and `assign`; people do the rest. */
export type Step =
  'receive' | 'read' | 'check' | 'assign' | 'paper' | 'code' | 'certify' | 'order' | 'export' | 'clarify';

/** The path of one document, from arrival to hand-over: step → how it ended → what comes next. */
export const pipeline = {
  receive: {
    xml: 'read',
    pdf: 'read',
    image: 'clarify',
    mail: 'receive',
    empty: 'end',
    duplicate: 'end',
    unusable: 'clarify',
  },
  read: { invoice: 'check', 'no-invoice': 'clarify', unreadable: 'clarify' },
  check: { usable: 'assign', 'other-invoice': 'clarify', doubtful: 'clarify' }, // the entity's acceptance policy decides, never the verdict alone
  assign: { assigned: 'code', 'not-live': 'paper', desk: 'assign' }, // no unit found: somebody at the desk names it
  paper: { live: 'code', settled: 'end' }, // the unit still signs on paper
  code: { coded: 'certify' },
  certify: { complete: 'order', objected: 'clarify' },
  order: { ordered: 'export', objected: 'clarify' },
  export: { acknowledged: 'end', refused: 'clarify' },
  clarify: { released: 'assign', returned: 'end' },
} as const satisfies Record<Step, Record<string, Step | 'end'>>;

export type Outcome<S extends Step> = keyof (typeof pipeline)[S];

export const next = <S extends Step, O extends Outcome<S>>(step: S, outcome: O): (typeof pipeline)[S][O] =>
  pipeline[step][outcome];

/** Steps that a worker carries; their work stands in the work table. */
export const machineSteps = ['receive', 'read', 'check', 'assign'] as const satisfies readonly Step[];
export type MachineStep = (typeof machineSteps)[number];
