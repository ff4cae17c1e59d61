import { doubtful, kept } from './kept';

const againDe = 'Bitte lassen Sie sich das Dokument noch einmal schicken.';
const againEn = 'Please ask for the document to be sent again.';

export const pdfReasons = {
  'pdf-damaged': kept(
    'Die PDF-Datei ist beschädigt und nicht lesbar.',
    againDe,
    'The PDF file is damaged and cannot be read.',
    againEn,
  ),
  'pdf-encrypted': kept(
    'Die PDF-Datei ist mit einem Kennwort geschützt.',
    'Bitte erbitten Sie sie ohne Kennwort.',
    'The PDF file is protected by a password.',
    'Please ask for it without a password.',
  ),
  'pdf-too-large': kept(
    'Die PDF-Datei enthält mehr Daten, als gefahrlos ausgepackt werden können.',
    againDe,
    'The PDF file holds more data than can be unpacked safely.',
    againEn,
  ),
  'pdf-too-many-pages': kept(
    'Die PDF-Datei hat mehr als 200 Seiten.',
    'Bitte erbitten Sie die Rechnung ohne die umfangreichen Anlagen.',
    'The PDF file has more than 200 pages.',
    'Please ask for the invoice without the bulky attachments.',
  ),
  'pdf-page-size': kept(
    'Eine Seite der PDF-Datei ist so klein oder so groß, dass sie nicht dargestellt werden kann.',
    againDe,
    'A page of the PDF file is so small or so large that it cannot be shown.',
    againEn,
  ),
  'pdf-ambiguous-xml': kept(
    'In der PDF-Datei stecken mehrere Rechnungsdatensätze, die sich unterscheiden.',
    'Bitte fragen Sie den Rechnungssteller, welcher gilt.',
    'The PDF file holds several invoice data sets that differ.',
    'Please ask the supplier which of them counts.',
  ),
  'image-damaged': kept('Das Bild ist beschädigt.', againDe, 'The picture is damaged.', againEn),
  'image-too-large': kept(
    'Das Bild hat mehr Bildpunkte, als verarbeitet werden können (60 Millionen).',
    'Bitte erbitten Sie das Dokument als PDF oder mit geringerer Auflösung.',
    'The picture has more pixels than can be processed (60 million).',
    'Please ask for the document as a PDF or with a lower resolution.',
  ),
  'nothing-readable': kept(
    'Auf dem Dokument ist kein Text zu erkennen.',
    'Bitte sehen Sie nach, ob es eine Rechnung ist, und lassen Sie sie sonst noch einmal schicken.',
    'No text can be made out on the document.',
    'Please see whether it is an invoice, and otherwise have it sent again.',
  ),
};

export const pdfDoubts = {
  'pdf-active-content': doubtful(
    'Die PDF-Datei enthält Programmcode oder Aktionen.',
    'Bitte öffnen Sie sie nicht außerhalb dieses Programms und fragen Sie beim Rechnungssteller nach.',
    'The PDF file holds program code or actions.',
    'Please do not open it outside this program and ask the supplier about it.',
  ),
  'pdf-hidden-text': doubtful(
    'Die PDF-Datei enthält Text, den man auf der Seite nicht sieht.',
    'Bitte vergleichen Sie, was zu sehen ist, mit den gelesenen Werten.',
    'The PDF file holds text that is not visible on the page.',
    'Please compare what can be seen with the values that were read.',
  ),
  'pdf-xml-mismatch': doubtful(
    'Der Rechnungsdatensatz und das Bild der PDF-Datei nennen verschiedene Angaben.',
    'Bitte klären Sie mit dem Rechnungssteller, was gilt; maßgebend ist der Datensatz.',
    'The invoice data set and the picture of the PDF file state different things.',
    'Please clarify with the supplier what is right; the data set takes precedence.',
  ),
  'needs-recognition': doubtful(
    'Dies ist eine PDF-Datei oder ein Bild ohne E-Rechnung. Die Texterkennung ist noch nicht Teil dieses Programms.',
    'Bitte erbitten Sie eine E-Rechnung oder erfassen Sie die Rechnung außerhalb.',
    'This is a PDF file or a picture without an e-invoice. Text recognition is not yet part of this program.',
    'Please ask for an e-invoice or record the invoice elsewhere.',
  ),
  'other-invoice': doubtful(
    'Der Datensatz enthält nur einen Teil der Rechnungsangaben (Profil MINIMUM oder BASIC WL) und gilt nicht als E-Rechnung.',
    'Bitte nehmen Sie die fehlenden Angaben aus dem Bild der Rechnung oder erbitten Sie eine vollständige E-Rechnung.',
    'The data set holds only part of the invoice (profile MINIMUM or BASIC WL) and does not count as an e-invoice.',
    'Please take what is missing from the picture of the invoice or ask for a complete e-invoice.',
  ),
};
