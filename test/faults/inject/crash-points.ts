const steps = ['receive', 'read', 'check', 'assign'];

/** Where a worker can be made to die, each at the next document that comes by. */
export const workerPoints: readonly string[] = [
  ...steps.flatMap((step) => [`${step}:claimed`, `${step}:before-commit`, `${step}:after-commit`]),
  'due:committed',
];

/** Where an api process can: between the last byte of an upload and its answer. */
export const uploadPoints: readonly string[] = ['receive:before-commit', 'due:committed', 'receive:after-commit'];

export const exportPoints: readonly string[] = ['export:before-commit', 'export:after-commit'];
