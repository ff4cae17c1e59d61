// The fault harness: node test/faults/run.mjs --help
import { createRequire } from 'node:module';
import '../support/typescript.mjs';

createRequire(import.meta.url)('./main.ts');
