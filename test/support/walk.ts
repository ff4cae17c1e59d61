import { type Certificate, type NewAct, type NewCoding, type Stage } from '@libs/contracts';
import { eventually, type House } from './house';

/** 1190.00 to one account, as the default invoice of `xrechnung-xml` states it. */
export const oneLine = (amount = '1190.00', account = '543100'): NewCoding => ({
  lines: [{ account, product: '01.10.01', costCentre: '101000', amount, taxKey: '9' }],
});

/** Moves cases along the line as the people of the demonstration town would. Needs a running worker for `arrive`. */
export function walkIn(house: House) {
  const show = async (caseId: string, login = 'clerk') => house.cases.show(await house.person(login), caseId);

  /** The case of an uploaded invoice, once the machine has brought it as far as it can. */
  const settled = (arrivalId: string): Promise<string> =>
    eventually(async () => {
      const [arrival] = await house.arrivals.many(house.sight, [arrivalId]);
      const caseId = arrival?.documents[0]?.caseId;
      if (arrival?.outcome === 'pending' || caseId === undefined) return undefined;
      const waiting = await house.database.transaction(house.sight, (tx) => tx.work.pending([arrivalId, caseId]));
      return waiting === 0 ? caseId : undefined;
    });

  const arrive = async (xml: string, fileName?: string): Promise<string> => settled(await house.upload(xml, fileName));

  const code = async (caseId: string, coding: NewCoding = oneLine()): Promise<void> =>
    house.codeCase.run(await house.person('clerk'), caseId, coding);

  /** Signs what the person sees now. */
  const act = async (login: string, caseId: string, wanted: Omit<NewAct, 'covers'>): Promise<void> => {
    const person = await house.person(login);
    const { contentHash } = await house.cases.show(person, caseId);
    await house.recordAct.run(person, caseId, { ...wanted, covers: contentHash });
  };
  const certify = (login: string, caseId: string, certificate: Certificate): Promise<void> =>
    act(login, caseId, { kind: 'certify', certificate });
  const order = (login: string, caseId: string): Promise<void> => act(login, caseId, { kind: 'order' });

  const certified = async (xml: string, coding?: NewCoding): Promise<string> => {
    const caseId = await arrive(xml);
    await code(caseId, coding);
    await certify('certifier', caseId, 'factual');
    await certify('clerk', caseId, 'arithmetical');
    return caseId;
  };

  /** A case that waits for the export. */
  const ordered = async (xml: string, coding?: NewCoding): Promise<string> => {
    const caseId = await certified(xml, coding);
    await order('head', caseId);
    return caseId;
  };

  const handOver = async (): Promise<string> =>
    house.exportCases.run(await house.person('finance'), { profile: 'datev-extf', dryRun: false });

  const stageOf = async (caseId: string): Promise<Stage> => (await show(caseId)).stage;

  return { show, settled, arrive, code, act, certify, order, certified, ordered, handOver, stageOf };
}
