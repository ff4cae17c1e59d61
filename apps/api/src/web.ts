import fastifyStatic from '@fastify/static';
import { NotFoundException } from '@nestjs/common';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { basename, dirname } from 'node:path';

/** Serves the built pages. File names of assets carry their hash and never change; the entry page is asked for anew each time. */
export async function serveWeb(app: NestFastifyApplication, folder: string): Promise<void> {
  const server = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    setHeaders: (response, path) => {
      const hashed = basename(dirname(path)) === 'assets';
      void response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // The browser knows the pages behind the paths; doors of the interface and files that are not there are not among them.
  server.get('/*', (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const isPage = !/^\/(api|health|metrics|assets)(\/|$)/.test(path) && !/\.\w+$/.test(path);
    return isPage ? reply.sendFile('index.html') : Promise.reject(new NotFoundException());
  });
}
