import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import { type Config, createLogger, HttpFigures, type Logger } from '@libs/platform';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { ApiModule } from './api.module';
import { answerUnreadable, answerUnrouted, readJsonOnly } from './http/framework';
import { observe } from './http/observe';
import { secureCookies } from './http/secure-cookies';
import { endSlowBodies } from './http/slow-bodies';
import { serveWeb } from './web';

/** No foreign script, no frame, no form to elsewhere; styles and workers from our own build only. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
};

/** The HTTP process, wired and ready to listen. */
export async function makeServer(
  config: Config,
  log: Logger = createLogger('api', config.logLevel),
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: 1_048_576,
    // One proxy stands before us: the address it appended counts, what a client wrote before it is invention.
    trustProxy: config.publicUrl === undefined ? false : (_address, hop) => hop === 0,
    genReqId: () => randomUUID(),
    // at the end of the process requests under way are answered, and those that still come over an open connection too
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    requestTimeout: 0, // an upload over a slow line may take longer than any fixed time: endSlowBodies looks at its pace
    connectionTimeout: 60_000,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerUnrouted,
  });
  const app = await NestFactory.create<NestFastifyApplication>(await ApiModule.with(config, log), adapter, {
    logger: config.logLevel === 'silent' ? false : ['error', 'warn'],
    abortOnError: false,
    bodyParser: false, // readJsonOnly
  });
  const server = adapter.getInstance();
  readJsonOnly(server);
  secureCookies(server, config.publicUrl);
  endSlowBodies(server);
  server.addHook('onSend', keepNothing);
  endConnectionsWhenClosing(server);
  observe(server, log, app.get(HttpFigures));
  await app.register(fastifyCookie);
  await app.register(fastifyMultipart, { throwFileSizeLimit: false });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy,
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
  });
  if (config.webDir !== undefined) await serveWeb(app, config.webDir);
  await app.init();
  return app;
}

/** For requests under way when the process is told to end; who is not through then has no answer and sends again. */
const LAST_REQUESTS_MILLISECONDS = 6_000;

/** A connection that stayed open after its answer would keep a process alive that was told to end. */
function endConnectionsWhenClosing(server: FastifyInstance): void {
  let closing = false;
  server.addHook('preClose', (done) => {
    closing = true;
    setTimeout(() => server.server.closeAllConnections(), LAST_REQUESTS_MILLISECONDS).unref();
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) reply.header('connection', 'close');
    done();
  });
}

/** Answers of the interface tell of persons and money: no cache may keep them. */
async function keepNothing(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  await Promise.resolve();
}
