// Builds api, worker and command line side by side. Types are checked by `npm run check:types`, not here.
import { spawn } from 'node:child_process';

const build = (project) =>
  new Promise((resolve) => {
    const child = spawn('nest', ['build', project], { stdio: 'inherit' });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });

const codes = await Promise.all(['api', 'worker', 'cli'].map(build));
process.exitCode = Math.max(...codes);
