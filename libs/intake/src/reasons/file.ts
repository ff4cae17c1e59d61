import { type Message } from '@libs/xrechnung';
import { doubtful, kept } from './kept';

export const fileReasons = {
  empty: kept(
    'Die Datei ist leer.',
    'Bitte lassen Sie sie noch einmal schicken.',
    'The file is empty.',
    'Please have it sent again.',
  ),
  'unsupported-type': kept(
    'Diese Art von Datei wird nicht gelesen.',
    'Bitte erbitten Sie eine XRechnung (XML), eine ZUGFeRD-Rechnung oder eine PDF-Datei.',
    'This kind of file is not read.',
    'Please ask for an XRechnung (XML), a ZUGFeRD invoice or a PDF file.',
  ),
  'type-not-allowed': kept(
    'Diese Art von Datei wird aus Sicherheitsgründen nicht angenommen.',
    'Bitte erbitten Sie das Dokument als PDF.',
    'This kind of file is not accepted for safety.',
    'Please ask for the document as a PDF.',
  ),
  'type-mismatch': kept(
    'Die Datei ist etwas anderes, als ihr Name sagt, oder zweierlei zugleich.',
    'Bitte fragen Sie den Absender, was er geschickt hat.',
    'The file is something other than its name says, or two things at once.',
    'Please ask the sender what was sent.',
  ),
  archive: kept(
    'Die Datei ist ein Archiv (ZIP); Archive werden noch nicht ausgepackt.',
    'Bitte laden Sie die Rechnungen daraus einzeln hoch.',
    'The file is an archive (ZIP); archives are not unpacked yet.',
    'Please upload the invoices inside it one by one.',
  ),
  'zip-bomb': kept(
    'Das Archiv würde beim Auspacken unverhältnismäßig groß.',
    'Bitte prüfen Sie, ob der Absender echt ist.',
    'The archive would become excessively large when unpacked.',
    'Please check whether the sender is genuine.',
  ),
  'zip-damaged': kept(
    'Das Archiv ist beschädigt.',
    'Bitte lassen Sie es noch einmal schicken.',
    'The archive is damaged.',
    'Please have it sent again.',
  ),
  'zip-encrypted': kept(
    'Das Archiv ist mit einem Kennwort geschützt.',
    'Bitte erbitten Sie die Rechnungen ohne Kennwort.',
    'The archive is protected by a password.',
    'Please ask for the invoices without a password.',
  ),
  'zip-too-many-entries': kept(
    'Das Archiv enthält mehr Dateien, als angenommen werden (100).',
    'Bitte lassen Sie die Rechnungen auf mehrere Sendungen verteilen.',
    'The archive holds more files than are accepted (100).',
    'Please have the invoices spread over several messages.',
  ),
};

export const machineReasons = {
  'reader-crashed': doubtful(
    'Beim Lesen der Datei ist das Leseprogramm abgestürzt.',
    'Bitte versuchen Sie es noch einmal; hilft das nicht, verständigen Sie die Administration.',
    'The reader crashed on this file.',
    'Please try once more; if that does not help, tell the administrator.',
  ),
  'reader-timeout': doubtful(
    'Das Lesen der Datei dauerte zu lange und wurde abgebrochen.',
    'Bitte versuchen Sie es noch einmal; hilft das nicht, erbitten Sie die Rechnung in anderer Form.',
    'Reading the file took too long and was stopped.',
    'Please try once more; if that does not help, ask for the invoice in another form.',
  ),
  'check-failed': doubtful(
    'Die Rechnung wurde gelesen, aber die Prüfung konnte nicht zu Ende geführt werden. Sie gilt als nicht geprüft.',
    'Bitte stoßen Sie die Prüfung noch einmal an; hilft das nicht, verständigen Sie die Administration.',
    'The invoice was read, but the check could not be completed. It counts as not checked.',
    'Please start the check once more; if that does not help, tell the administrator.',
  ),
};

/** Those with a consequence of their own. */
export const arrivalOutcomes: Readonly<Record<'duplicate' | 'too-large', Message>> = {
  duplicate: {
    de: 'Genau diese Datei ist schon eingegangen. Der Eingang ist vermerkt, aber es entsteht kein zweiter Vorgang. Sie finden die Rechnung beim ersten Eingang.',
    en: 'This very file has arrived before. The arrival is noted, but no second case is made. You find the invoice with the first arrival.',
  },
  'too-large': {
    de: 'Die Datei ist größer als 50 MB. Sie wurde nicht übernommen. Bitte lassen Sie sich die Rechnung ohne die umfangreichen Anlagen schicken.',
    en: 'The file is larger than 50 MB. It was not taken. Please have the invoice sent without the bulky attachments.',
  },
};
