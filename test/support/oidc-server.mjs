/**
 * A real sign-in provider (oidc-provider) as a process of its own. Its people come in as messages of the parent; whoever writes
 * their login is signed in. Arguments: port, and the client as JSON.
 */
import { once } from 'node:events';
import Provider from 'oidc-provider';

const [port, client] = process.argv.slice(2);
/** login → claims */
let people = {};
process.on('message', (message) => {
  people = message;
  process.send('heard');
});
process.on('disconnect', () => process.exit(0));

const page = (body) => `<!doctype html><html lang="de"><title>Anmeldedienst</title><body>${body}</body></html>`;
const logOutForm = (form) =>
  page(`${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Überall abmelden</button>`);

const provider = new Provider(`http://localhost:${port}`, {
  clients: [JSON.parse(client)],
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource(ctx, form) {
        ctx.body = logOutForm(form);
      },
    },
  },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, sub) => (people[sub] ? { accountId: sub, claims: () => ({ sub, ...people[sub] }) } : undefined),
  /** Nobody is asked whether our own house may know them. */
  async loadExistingGrant({ oidc }) {
    const { clientId } = oidc.client;
    const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope('openid email profile groups');
    await grant.save();
    return grant;
  },
});

const fieldsOf = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return new URLSearchParams(text);
};

provider.use(async (ctx, next) => {
  if (ctx.path === '/favicon.ico') {
    ctx.status = 204; // every browser asks
    return undefined;
  }
  if (!ctx.path.startsWith('/interaction/')) return next();
  if (ctx.method === 'GET') {
    ctx.body = page(
      `<form method="post" action="${ctx.path}"><label>Anmeldename <input name="login"></label>
       <button name="answer" value="yes">Weiter</button> <button name="answer" value="no">Abbrechen</button></form>`,
    );
    return undefined;
  }
  const fields = await fieldsOf(ctx.req);
  const result =
    fields.get('answer') === 'no' ? { error: 'access_denied' } : { login: { accountId: fields.get('login') ?? '' } };
  await provider.interactionFinished(ctx.req, ctx.res, result);
  ctx.respond = false;
  return undefined;
});

const server = provider.listen(Number(port), 'localhost');
await once(server, 'listening');
process.send('listening');
