// Lets a plain Node process, one that a test wants to kill, require the sources: node --import ./test/support/typescript.mjs
import Module from 'node:module';
import { join } from 'node:path';
import { transformFileSync } from '@swc/core';

const libraries = join(import.meta.dirname, '..', '..', 'libs');
const options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2023',
  },
  module: { type: 'commonjs', ignoreDynamic: true },
};

Module._extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...more) {
  const library = /^@libs\/([^/]+)$/.exec(request)?.[1];
  return resolve.call(this, library ? join(libraries, library, 'src', 'index.ts') : request, ...more);
};
