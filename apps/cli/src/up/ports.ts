import { createServer } from 'node:net';
import { CommandFailed } from '../command-failed';
import { codeOf } from '../error-code';

/** Makes sure that a port can be had, before anything is started. 0 finds a free one. */
export async function checkPort(host: string, port: number, option: '--port' | '--smtp-port'): Promise<number> {
  try {
    return await tryPort(host, port);
  } catch (error) {
    throw portRefused(host, port, option, codeOf(error) ?? String(error));
  }
}

const tryPort = (host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : port));
    });
  });

function portRefused(host: string, port: number, option: string, code: string): CommandFailed {
  const other = `./belegfluss up ${option} ${port < 1024 ? port + 8000 : port + 1}`;
  if (code === 'EADDRINUSE') {
    return new CommandFailed({
      de: `Anschluss ${port} auf ${host} ist von einem anderen Programm belegt; Belegfluss startet nicht. Bitte einen anderen wählen, z. B.: ${other}`,
      en: `Port ${port} on ${host} is taken by another program, so Belegfluss does not start. Please choose another, e.g.: ${other}`,
    });
  }
  if (code === 'EACCES') {
    return new CommandFailed({
      de: `Anschluss ${port} ist dem System vorbehalten; Belegfluss startet nicht. Bitte einen ab 1024 wählen, z. B.: ${other}`,
      en: `Port ${port} is reserved for the system, so Belegfluss does not start. Please choose one from 1024 up, e.g.: ${other}`,
    });
  }
  return new CommandFailed({
    de: `Anschluss ${port} auf ${host} lässt sich nicht öffnen (${code}); Belegfluss startet nicht. Bitte HOST und ${option} prüfen.`,
    en: `Port ${port} on ${host} cannot be opened (${code}), so Belegfluss does not start. Please check HOST and ${option}.`,
  });
}
