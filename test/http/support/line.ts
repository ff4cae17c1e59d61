import { type CaseDetail } from '@libs/contracts';
import { ublInvoice } from '../../support/xrechnung-xml';
import { type TestServer } from '../../support/server';
import { type Client, signedIn } from './client';

type Wanted = Parameters<typeof ublInvoice>[0];

/** The people of the demonstration town who carry an invoice, each with a session of their own. */
export async function people(server: TestServer) {
  const [clerk, certifier, head, finance] = await Promise.all(
    ['clerk', 'certifier', 'head', 'finance'].map((login) => signedIn(server.url, login)),
  );
  return { clerk: clerk!, certifier: certifier!, head: head!, finance: finance! };
}
export type People = Awaited<ReturnType<typeof people>>;

let count = 0;
/** An invoice number that no other test of this file has. */
export const newNumber = (): string => `R-2026-${(count += 1)}`;

/** An invoice that was read, checked and given to unit 10: it waits to be coded. */
export async function toCode({ clerk }: People, wanted: Wanted = {}): Promise<CaseDetail> {
  const arrival = await clerk.received(ublInvoice({ number: newNumber(), ...wanted }));
  return clerk.caseOf(arrival.id, 'code');
}

export const codingOf = (amount: string | null) => ({
  lines: [{ account: '543100', product: '01.10.01', costCentre: '101000', amount: amount ?? '' }],
});

export async function toCertify(all: People, wanted: Wanted = {}): Promise<CaseDetail> {
  const detail = await toCode(all, wanted);
  return changed(all.clerk.put(`/cases/${detail.id}/coding`, codingOf(detail.gross)));
}

export async function toOrder(all: People, wanted: Wanted = {}): Promise<CaseDetail> {
  const { id, contentHash: covers } = await toCertify(all, wanted);
  await changed(all.certifier.post(`/cases/${id}/acts`, { kind: 'certify', certificate: 'factual', covers }));
  return changed(all.certifier.post(`/cases/${id}/acts`, { kind: 'certify', certificate: 'arithmetical', covers }));
}

export async function toExport(all: People, wanted: Wanted = {}): Promise<CaseDetail> {
  const { id, contentHash: covers } = await toOrder(all, wanted);
  return changed(all.head.post(`/cases/${id}/acts`, { kind: 'order', covers }));
}

async function changed(answer: ReturnType<Client['send']>): Promise<CaseDetail> {
  const { status, json, body } = await answer;
  if (status >= 300) throw new Error(`answered ${status}: ${body.toString()}`);
  return json as CaseDetail;
}
