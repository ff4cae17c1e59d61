import { addOperator } from '@libs/operations';
import { readSurroundings } from '@libs/platform';
import { readArguments, usageError } from '../arguments';
import { CommandFailed } from '../command-failed';
import { withOwner } from '../owner-connection';

/** `operator add`: somebody who runs the data centre, invited by a link that is shown once. */
export async function operator(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    email: { type: 'string' },
    name: { type: 'string' },
    data: { type: 'string' },
  });
  if (positionals.join(' ') !== 'add') {
    throw usageError(
      'Von „operator“ gibt es nur „operator add“; es wurde nichts angelegt. Bitte so aufrufen:',
      'Of "operator" there is only "operator add"; nothing was made. Please call it like this:',
    );
  }
  const email = values.email?.trim() ?? '';
  const name = values.name?.trim() ?? '';
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(email) || name === '') {
    throw usageError(
      'Es fehlt --email mit der E-Mail-Adresse oder --name mit dem Namen der Person; es wurde nichts angelegt. Bitte so aufrufen:',
      '--email with the e-mail address or --name with the name of the person is missing; nothing was made. Please call it like this:',
    );
  }
  const around = readSurroundings();
  return withOwner(values.data, around, async (ownerUrl) => {
    const added = await addOperator(ownerUrl, { email, name });
    if (!added) throw worksElsewhere(email);
    const origin = around.publicUrl?.replace(/\/+$/, '') ?? `http://${around.host}:3000`;
    process.stdout.write(`${origin}/kennwort#${added.key}\n`);
    process.stderr.write(
      `${added.entityMade ? 'Der Mandant „Betrieb“ ist angelegt. ' : ''}${name} legt unter diesem Link das Kennwort fest. ` +
        'Er gilt einmal, sieben Tage lang, und wird nicht noch einmal gezeigt.\n',
    );
    return 0;
  });
}

const worksElsewhere = (email: string): CommandFailed =>
  new CommandFailed({
    de: `${email} hat schon ein Konto in einem Mandanten; es wurde nichts angelegt. Der Betrieb arbeitet in keinem Mandanten: Bitte eine andere Adresse nehmen.`,
    en: `${email} has an account in an entity already; nothing was made. The operation works in no entity: please take another address.`,
  });
