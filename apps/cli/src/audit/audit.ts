import { readSurroundings, withClient } from '@libs/platform';
import { z } from 'zod';
import { readArguments, usageError } from '../arguments';
import { exitCodes } from '../command-failed';
import { withOwner } from '../owner-connection';
import { verifyChains } from './audit.module';
import { sentence } from './sentence';

const Entities = z.array(z.object({ id: z.string(), name: z.string() }));

/** `audit verify`: proves the chain of every accounting entity (Mandant). */
export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } });
  if (positionals.join(' ') !== 'verify') {
    throw usageError(
      'Von „audit“ gibt es nur „audit verify“; es wurde nichts geprüft. Bitte so aufrufen:',
      'Of "audit" there is only "audit verify"; nothing was verified. Please call it like this:',
    );
  }
  return withOwner(values.data, readSurroundings(), async (ownerUrl) => {
    const entities = await withClient(ownerUrl, async (client) =>
      Entities.parse((await client.query('SELECT id, name FROM entity ORDER BY name, id')).rows),
    );
    const names = new Map(entities.map(({ id, name }) => [id, name]));
    const states = await verifyChains(ownerUrl, [...names.keys()]);
    for (const state of states)
      process.stdout.write(`${sentence(names.get(state.entityId) ?? state.entityId, state)}\n`);
    if (states.length === 0) process.stdout.write('Es gibt noch keinen Mandanten und deshalb keine Kette.\n');
    return states.some(({ fault }) => fault) ? exitCodes.failed : 0;
  });
}
