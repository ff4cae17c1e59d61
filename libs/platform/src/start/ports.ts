import { codeOf, StartRefused, type Text } from './start-refused';

/** A port to listen on, with the settings that name it. */
export type Place = {
  readonly host: string;
  readonly port: number;
  readonly settings: { readonly host: string; readonly port: string };
};

/** Opens a port; when it cannot be had, says which setting names it and what to do. */
export async function listening<T>(place: Place, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const text = refusalOf(codeOf(error), place);
    throw text ? new StartRefused(text, { cause: error }) : error;
  }
}

function refusalOf(code: string | undefined, { host, port, settings }: Place): Text | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return {
        de: `Port ${port} auf ${host} ist von einem anderen Programm belegt, das Programm startet nicht. Bitte dieses beenden (vielleicht läuft Belegfluss schon) oder in ${settings.port} einen anderen Port nennen und neu starten.`,
        en: `Port ${port} on ${host} is taken by another program, so the program does not start. End that one (perhaps Belegfluss already runs) or name another port in ${settings.port} and start again.`,
      };
    case 'EACCES':
      return {
        de: `Port ${port} auf ${host} ist dem System vorbehalten, das Programm startet nicht. Bitte in ${settings.port} einen Port ab 1024 nennen oder dem Programm das Recht geben (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE) und neu starten.`,
        en: `Port ${port} on ${host} is reserved for the system, so the program does not start. Name a port from 1024 up in ${settings.port} or give the program the right (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE) and start again.`,
      };
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        de: `Die Adresse ${host} gehört nicht zu diesem Rechner (${code}), das Programm startet nicht. Bitte in ${settings.host} eine seiner Adressen nennen, z. B. 127.0.0.1 oder 0.0.0.0 für alle, und neu starten.`,
        en: `The address ${host} does not belong to this machine (${code}), so the program does not start. Name one of its addresses in ${settings.host}, such as 127.0.0.1 or 0.0.0.0 for all, and start again.`,
      };
    case undefined:
    default:
      return undefined;
  }
}
