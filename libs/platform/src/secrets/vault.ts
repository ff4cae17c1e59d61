import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/config-error';
import { codeOf } from '../start/start-refused';

const FORM = /^[0-9a-f]{64}$/;
const VERSION = 'v1';
const NONCE_BYTES = 12;

/**
 * Seals what must be read again and must not stand in the clear in the database (AES-256-GCM). `about` binds a secret to its
 * place: moved to another row it does not open.
 */
export class Vault {
  private readonly key: Buffer;

  /** `keyHex`: 64 digits. */
  constructor(keyHex: string) {
    this.key = Buffer.from(keyHex, 'hex');
  }

  /** 256 bits, URL-safe, the same each time: a secret that is made again where it is needed, so that it is stored nowhere. */
  derive(about: string): string {
    return createHmac('sha256', this.key).update(`derive ${about}`).digest('base64url');
  }

  seal(secret: string, about: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(about));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return [VERSION, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
  }

  /** By this two texts are known for the same, and nobody without the key can guess what a short one was. */
  digest(text: string): string {
    return createHmac('sha256', this.key).update(`digest ${text}`, 'utf8').digest('hex');
  }

  /** Undefined where key, place or text are not those of the sealing. */
  open(text: string, about: string): string | undefined {
    const [version, ...parts] = text.split('.');
    const [nonce, tag, sealed] = parts.map((part) => Buffer.from(part, 'base64url'));
    if (version !== VERSION || !nonce || !tag || !sealed) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(about)).setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    } catch {
      return undefined;
    }
  }
}

/**
 * The vault of this installation. The key lies in `file`, or in `dataDir/secret.key`, which is made where it is missing. Processes on
 * several machines need the same one.
 */
export function openVault({ file, dataDir }: { readonly file?: string | undefined; readonly dataDir: string }): Vault {
  const path = file ?? join(dataDir, 'secret.key');
  if (file === undefined) makeKey(dataDir, path);
  const key = read(path).trim();
  if (!FORM.test(key)) throw unfit(path);
  return new Vault(key);
}

/** Of several processes that start at once one writes it. */
function makeKey(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw unfit(path);
  }
}

const unfit = (path: string): ConfigError =>
  new ConfigError({
    de: `Der Schlüssel der Installation ${path} fehlt oder besteht nicht aus 64 Ziffern 0–9, a–f; das Programm startet nicht. Bitte die Datei aus der Sicherung zurückholen; ohne sie richten alle ihren zweiten Faktor neu ein.`,
    en: `The key of the installation ${path} is missing or is not 64 digits 0–9, a–f, so the program does not start. Bring the file back from the backup; without it everybody sets up the second factor anew.`,
  });
