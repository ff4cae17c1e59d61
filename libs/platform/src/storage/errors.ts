import { isFull } from './durable';

type Text = { readonly de: string; readonly en: string };

/** What the archive refuses or cannot do, in words for people. */
export abstract class StorageError extends Error {
  constructor(
    readonly text: Text,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
    this.name = new.target.name;
  }
}

export class TooLarge extends StorageError {
  constructor(readonly maxBytes: number) {
    const limit = String(Math.floor(maxBytes / 1_048_576));
    super({
      de: `Die Datei ist größer als ${limit} MB und wurde nicht angenommen. Bitte teilen oder verkleinern und erneut senden.`,
      en: `The file is larger than ${limit} MB and was not accepted. Split it or make it smaller and send it again.`,
    });
  }
}

export class StorageFull extends StorageError {
  constructor(cause: unknown) {
    super(
      {
        de: 'Im Archiv ist kein Platz mehr; die Datei wurde nicht angenommen. Der Betrieb muss Speicher freigeben, dann erneut senden.',
        en: 'The archive has no room left; the file was not accepted. Operations must free space, then send it again.',
      },
      { cause },
    );
  }
}

/** The store cannot be asked at the moment. What was to be kept is not kept, and the sender must hear "later", not "no". */
export class StorageAway extends StorageError {
  constructor(cause: unknown) {
    super(
      {
        de: 'Der Speicher des Archivs antwortet nicht oder lässt sich nicht beschreiben; es wurde nichts angenommen und kein Original gezeigt. Bitte in einigen Sekunden noch einmal versuchen; hält es an, muss der Betrieb den Speicher und seine Rechte prüfen.',
        en: 'The storage of the archive does not answer or cannot be written to; nothing was accepted and no original shown. Try again in a few seconds; if it goes on, operations must check the storage and its rights.',
      },
      { cause },
    );
  }
}

export class ContentMissing extends StorageError {
  constructor(sha256: string) {
    super({
      de: `Das Original ${sha256.slice(0, 12)}… liegt nicht im Archiv und kann nicht gezeigt werden. Bitte aus der Sicherung wiederherstellen.`,
      en: `The original ${sha256.slice(0, 12)}… is not in the archive and cannot be shown. Restore it from the backup.`,
    });
  }
}

export class ContentDamaged extends StorageError {
  constructor(sha256: string) {
    super({
      de: `Das Original ${sha256.slice(0, 12)}… ist im Archiv beschädigt und wird nicht ausgeliefert. Bitte aus der Sicherung wiederherstellen.`,
      en: `The original ${sha256.slice(0, 12)}… is damaged in the archive and is not handed out. Restore it from the backup.`,
    });
  }
}

/** An id that is none: ids become names of folders, so nothing else may pass. */
export class BadStorageName extends StorageError {
  constructor(what: 'entity' | 'sha256') {
    super({
      de: `Der Name im Archiv ist ungültig (${what}); es wurde nichts gelesen oder geschrieben. Das ist ein Programmfehler: bitte melden.`,
      en: `The name in the archive is invalid (${what}); nothing was read or written. This is a fault of the program: please report it.`,
    });
  }
}

/** The folder of the archive cannot be written to: found at start, before anybody is promised anything. */
export class FolderUnusable extends StorageError {
  constructor(folder: string, cause: unknown) {
    super(
      isFull(cause)
        ? noRoom(folder)
        : {
            de: `In den Ordner ${folder} kann nicht geschrieben werden, das Programm startet nicht. Bitte DATA_DIR und die Rechte des Ordners prüfen und neu starten.`,
            en: `Nothing can be written to the folder ${folder}, so the program does not start. Check DATA_DIR and the rights of the folder and start again.`,
          },
      { cause },
    );
  }
}

const noRoom = (folder: string): Text => ({
  de: `Der Datenträger des Ordners ${folder} ist voll, das Programm startet nicht. Bitte dort Platz schaffen und neu starten.`,
  en: `The disk of the folder ${folder} is full, so the program does not start. Free space there and start again.`,
});
