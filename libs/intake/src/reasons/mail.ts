import { doubtful, kept } from './kept';

export const mailReasons = {
  'auto-mail': kept(
    'Dies ist eine automatische Nachricht, etwa eine Abwesenheitsnotiz oder eine Unzustellbarkeitsmeldung.',
    'Sie brauchen nichts zu tun.',
    'This is an automatic message, such as an out-of-office note or a delivery failure.',
    'There is nothing for you to do.',
  ),
  'mail-damaged': kept(
    'Die E-Mail ist beschädigt oder unvollständig.',
    'Bitte lassen Sie sie noch einmal schicken.',
    'The mail is damaged or incomplete.',
    'Please have it sent again.',
  ),
  'mail-encrypted': kept(
    'Die E-Mail oder ihr Anhang ist verschlüsselt und kann hier nicht gelesen werden.',
    'Bitte erbitten Sie die Rechnung unverschlüsselt oder über einen anderen Weg.',
    'The mail or its attachment is encrypted and cannot be read here.',
    'Please ask for the invoice without encryption or over another channel.',
  ),
  tnef: kept(
    'Der Anhang winmail.dat ist ein Format von Outlook, das hier nicht gelesen wird.',
    'Bitte bitten Sie den Absender, die Nachricht als Nur-Text oder HTML zu schicken.',
    'The attachment winmail.dat is an Outlook format that is not read here.',
    'Please ask the sender to send the message as plain text or HTML.',
  ),
  'no-invoice': kept(
    'In der Nachricht wurde keine Rechnung gefunden.',
    'Bitte sehen Sie nach, worum es geht, und leiten Sie die Nachricht weiter oder legen Sie sie ab.',
    'No invoice was found in the message.',
    'Please see what it is about, and forward the message or file it.',
  ),
  'invoice-as-link': kept(
    'Die Rechnung ist nur als Link angegeben; Links werden nicht abgerufen.',
    'Bitte prüfen Sie den Absender und laden Sie die Rechnung von Hand herunter und hier hoch.',
    'The invoice is given as a link only; links are not followed.',
    'Please check the sender, download the invoice by hand and upload it here.',
  ),
  'attached-mail': kept(
    'Der Anhang ist selbst eine E-Mail; solche Anhänge werden noch nicht ausgepackt.',
    'Bitte laden Sie die Rechnung daraus einzeln hoch.',
    'The attachment is a mail itself; such attachments are not unpacked yet.',
    'Please upload the invoice inside it on its own.',
  ),
  'too-many-attachments': kept(
    'Es sind mehr Anlagen dabei, als angenommen werden (100).',
    'Bitte lassen Sie die Rechnungen auf mehrere Sendungen verteilen.',
    'There are more attachments than are accepted (100).',
    'Please have the invoices spread over several messages.',
  ),
  'nested-too-deep': kept(
    'Die Rechnung steckt in zu vielen ineinander verpackten Nachrichten oder Archiven.',
    'Bitte lassen Sie sie einzeln schicken.',
    'The invoice is wrapped in too many messages or archives inside one another.',
    'Please have it sent on its own.',
  ),
};

export const mailDoubts = {
  'dkim-fail': doubtful(
    'Die Signatur der E-Mail (DKIM) passt nicht: die Nachricht wurde unterwegs verändert oder ist gefälscht.',
    'Bitte fragen Sie den Rechnungssteller über einen bekannten Weg, ob sie von ihm stammt.',
    'The signature of the mail (DKIM) does not fit: the message was changed on its way or is forged.',
    'Please ask the supplier over a known channel whether it is theirs.',
  ),
};
