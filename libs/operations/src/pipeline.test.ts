import { next, pipeline, type Step } from './pipeline';

const steps = Object.keys(pipeline) as Step[];
const followers = (step: Step): string[] => Object.values(pipeline[step]);

const reach = (from: string, seen = new Set<string>()): Set<string> => {
  if (seen.has(from)) return seen;
  seen.add(from);
  if (from !== 'end') followers(from as Step).forEach((step) => reach(step, seen));
  return seen;
};

describe('the line', () => {
  test.each(steps)('%s is reached from receive', (step) => {
    expect(reach('receive')).toContain(step);
  });

  test.each(steps)('%s can come to an end', (step) => {
    expect(reach(step)).toContain('end');
  });

  test('the normal way leads from the mail to the end', () => {
    expect([
      next('receive', 'xml'),
      next('read', 'invoice'),
      next('check', 'usable'),
      next('assign', 'assigned'),
      next('code', 'coded'),
      next('certify', 'complete'),
      next('order', 'ordered'),
      next('export', 'acknowledged'),
    ]).toEqual(['read', 'check', 'assign', 'code', 'certify', 'order', 'export', 'end']);
  });
});
