import type { ImportRow, Message } from '@libs/contracts';

export const stateWords: Record<ImportRow['state'], Message> = {
  new: { de: 'Neu', en: 'New' },
  changed: { de: 'Geändert', en: 'Changed' },
  unchanged: { de: 'Unverändert', en: 'Unchanged' },
  wrong: { de: 'Passt nicht', en: 'Does not fit' },
};

export const texts = {
  title: { de: 'Import', en: 'Import' },
  kind: { de: 'Was steht in der Datei?', en: 'What does the file hold?' },
  people: { de: 'Personen und Rollen', en: 'People and roles' },
  units: { de: 'Stellen', en: 'Units' },
  what: {
    de: 'CSV aus der Tabellenkalkulation, mit Kopfzeile. Zuerst sehen Sie eine Vorschau; gespeichert wird erst, wenn Sie zustimmen, und dann alles oder nichts.',
    en: 'CSV from the spreadsheet, with a head row. First you see a preview; nothing is stored until you agree, and then all or nothing.',
  },
  columns: { de: 'Spalten', en: 'Columns' },
  columnsPeople: {
    de: 'Name und E-Mail sind nötig; Rolle, Stelle, von und bis nach Bedarf. Mehrere Rollen stehen in mehreren Zeilen.',
    en: 'Name and e-mail are needed; role, unit, from and until as required. Several roles stand in several rows.',
  },
  columnsUnits: {
    de: 'Nummer und Name sind nötig; Leitweg-ID, übergeordnet, angeschlossen und versiegelt nach Bedarf. Leere Zellen lassen, was da ist.',
    en: 'Number and name are needed; Leitweg-ID, parent, live and sealed as required. Empty cells leave what is there.',
  },
  example: { de: 'Beispiel', en: 'Example' },
  choose: { de: 'Datei wählen', en: 'Choose file' },
  chooseOther: { de: 'Andere Datei wählen', en: 'Choose another file' },
  tooLarge: {
    de: 'Die Datei ist größer als 900.000 Zeichen. Es wurde nichts gelesen. Bitte teilen Sie sie auf.',
    en: 'The file is larger than 900,000 characters. Nothing was read. Please split it.',
  },
  reading: { de: 'Vorschau wird gerechnet', en: 'Preview is being computed' },
  preview: (file: string) => ({ de: `Vorschau: ${file}`, en: `Preview: ${file}` }),
  caption: { de: 'Zeilen der Datei', en: 'Rows of the file' },
  line: { de: 'Zeile', en: 'Line' },
  entry: { de: 'Eintrag', en: 'Entry' },
  state: { de: 'Ergebnis', en: 'Result' },
  details: { de: 'Was geschieht', en: 'What happens' },
  show: { de: 'Zeilen zeigen', en: 'Show rows' },
  all: { de: 'Alle', en: 'All' },
  shown: (shown: string, all: string) => ({
    de: `${shown} von ${all} Zeilen gezeigt`,
    en: `${shown} of ${all} rows shown`,
  }),
  ignored: (columns: string) => ({
    de: `Nicht gelesen, weil hier ohne Bedeutung: ${columns}`,
    en: `Not read, because it means nothing here: ${columns}`,
  }),
  made: { de: 'wird angelegt', en: 'is added' },
  wrongWhat: (count: string, all: string) => ({
    de: `${count} von ${all} Zeilen passen nicht. Es kann noch nichts übernommen werden: Bitte berichtigen Sie die Datei und wählen Sie sie neu.`,
    en: `${count} of ${all} rows do not fit. Nothing can be taken over yet: please correct the file and choose it again.`,
  }),
  nothing: { de: 'Die Datei ändert nichts.', en: 'The file changes nothing.' },
  apply: (count: string) => ({ de: `${count} Zeilen übernehmen …`, en: `Take over ${count} rows …` }),
  applyTitle: { de: 'Datei übernehmen', en: 'Take over the file' },
  applyWhat: {
    de: 'Alle Zeilen werden zusammen gespeichert. Administration und Rollen in versiegelten Stellen warten danach auf eine zweite Administration.',
    en: 'All rows are stored together. Administrators and roles in sealed units then wait for a second administrator.',
  },
  applyNow: { de: 'Jetzt übernehmen', en: 'Take over now' },
  done: (made: string, changed: string) => ({
    de: `Übernommen: ${made} neu, ${changed} geändert.`,
    en: `Taken over: ${made} new, ${changed} changed.`,
  }),
};

/** Head row and two rows, as the file may look. */
export const examples = {
  people:
    'Name;E-Mail;Rolle;Stelle;von;bis\nMiriam Aydın;m.aydin@stadt.example;Feststellung;40;01.01.2027;\nJens Hofmann;j.hofmann@stadt.example;Anordnung;40;;31.12.2027',
  units: 'Nummer;Name;Leitweg-ID;übergeordnet;angeschlossen;versiegelt\n50;Soziales;;;ja;ja\n501;Wohngeld;;50;nein;',
};
