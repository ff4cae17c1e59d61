import { readFileSync, statSync } from 'node:fs';
import { type z } from 'zod';
import { ConfigError } from './config-error';

/** How a file is spoken of where it does not fit. */
export type SecretFile = {
  readonly variable: string;
  /** "Postfächer", "mailboxes" */
  readonly of: { readonly de: string; readonly en: string };
  /** What is expected to stand there. */
  readonly expected: { readonly de: string; readonly en: string };
};

/** Reads a settings file in JSON that holds passwords: nobody but its owner may read it, and no value is repeated. */
export function readSecretFile<T extends z.ZodType>(path: string, schema: T, file: SecretFile): z.infer<T> {
  const mode = attempt(() => statSync(path).mode, path, file);
  if ((mode & 0o077) !== 0) {
    throw new ConfigError({
      de: `Andere dürfen ${path} lesen, und darin stehen Kennwörter; das Programm startet nicht. Bitte „chmod 600 ${path}“ ausführen und neu starten.`,
      en: `Others may read ${path}, and it holds passwords, so the program does not start. Run "chmod 600 ${path}" and start again.`,
    });
  }
  const parsed = schema.safeParse(attempt((): unknown => JSON.parse(readFileSync(path, 'utf8')), path, file));
  if (parsed.success) return parsed.data;
  const places = [...new Set(parsed.error.issues.map(({ path: place }) => place.join('.') || 'list'))].join(', ');
  throw new ConfigError({
    de: `In ${path} passt nicht: ${places}. Erwartet ist ${file.expected.de}; das Programm startet nicht. Bitte richten und neu starten.`,
    en: `In ${path} this does not fit: ${places}. Expected is ${file.expected.en}; the program does not start. Correct it and start again.`,
  });
}

function attempt<T>(read: () => T, path: string, { variable, of }: SecretFile): T {
  try {
    return read();
  } catch {
    // the cause is left out: a parser's words repeat what stands in the file
    throw new ConfigError({
      de: `Die Datei der ${of.de} (${variable}) ${path} fehlt oder ist kein JSON; das Programm startet nicht. Bitte richten und neu starten.`,
      en: `The file of the ${of.en} (${variable}) ${path} is missing or no JSON, so the program does not start. Correct it and start again.`,
    });
  }
}
