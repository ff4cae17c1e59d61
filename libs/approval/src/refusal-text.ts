import { type Message } from '@libs/xrechnung';
import { type Refusal } from './acts';

/** Cause, consequence and next step of a refusal, for the person who tried. */
export const refusalText = (refusal: Refusal): Message => texts[refusal];

const texts: Record<Refusal, Message> = {
  'content-unknown': {
    de: 'Es ist nicht erkennbar, auf welchen Stand des Vorgangs sich Ihre Handlung bezieht. Sie wurde nicht gespeichert. Bitte laden Sie den Vorgang neu und versuchen Sie es noch einmal.',
    en: 'It is not clear which state of the case your act refers to. It was not stored. Please reload the case and try again.',
  },
  'content-changed': {
    de: 'Der Vorgang wurde geändert, während Sie ihn vor sich hatten. Ihre Handlung wurde nicht gespeichert, denn sie hätte für einen Inhalt gegolten, den Sie nicht gesehen haben. Bitte sehen Sie sich den neuen Stand an und entscheiden Sie dann.',
    en: 'The case was changed while you had it open. Your act was not stored, for it would have covered content you have not seen. Please look at the new state and then decide.',
  },
  'reason-missing': {
    de: 'Es fehlt eine Begründung. Ohne sie wissen die anderen Beteiligten nicht, was zu tun ist, deshalb wurde nichts gespeichert. Bitte schreiben Sie in einem Satz, was nicht stimmt.',
    en: 'A reason is missing. Without it the others cannot know what to do, so nothing was stored. Please say in one sentence what is wrong.',
  },
  'case-returned': {
    de: 'Die Rechnung wurde an den Rechnungssteller zurückgegeben. Der Vorgang ist damit beendet und nimmt keine Handlung mehr an. Schickt der Rechnungssteller eine neue Rechnung, entsteht ein neuer Vorgang.',
    en: 'The invoice was returned to the supplier. The case has ended and takes no further act. If the supplier sends a new invoice, a new case begins.',
  },
  'already-ordered': {
    de: 'Die Zahlung ist für diesen Stand bereits angeordnet. Ihre Handlung wurde nicht gespeichert, damit nichts doppelt gezahlt wird. Stimmt etwas nicht, wenden Sie sich bitte an die Finanzbuchhaltung.',
    en: 'Payment has already been ordered for this state. Your act was not stored, so that nothing is paid twice. If something is wrong, please turn to the finance office.',
  },
  'objection-open': {
    de: 'Zu diesem Vorgang ist eine Beanstandung offen. Solange sie besteht, kann nichts festgestellt oder angeordnet werden. Bitte klären Sie den Grund; danach wird die Beanstandung aufgehoben und es geht weiter.',
    en: 'An objection to this case is open. As long as it stands, nothing can be certified or ordered. Please settle the reason; then the objection is released and the case goes on.',
  },
  'already-certified': {
    de: 'Diese Feststellung liegt für diesen Stand schon vor. Sie wurde kein zweites Mal gespeichert; Sie brauchen nichts weiter zu tun.',
    en: 'This certificate has already been given for this state. It was not stored a second time; there is nothing more for you to do.',
  },
  'orderer-may-not-certify': {
    de: 'Sie haben in diesem Vorgang schon angeordnet. Wer anordnet, darf nicht auch feststellen (Vier-Augen-Prinzip), deshalb wurde nichts gespeichert. Bitte lassen Sie die Feststellung von einer anderen Person treffen.',
    en: 'You have already ordered in this case. Whoever orders may not certify as well (four-eyes principle), so nothing was stored. Please have another person give the certificate.',
  },
  'no-power-to-certify': {
    de: 'Nach der Dienstanweisung sind Sie für diese Feststellung nicht zuständig. Sie wurde nicht gespeichert. Bitte leiten Sie den Vorgang an eine feststellungsbefugte Person weiter oder lassen Sie Ihre Befugnis bei der Administration eintragen.',
    en: 'Under the service instruction you have no power to give this certificate. It was not stored. Please pass the case to a person with that power, or have the power entered by the administrator.',
  },
  'certificate-missing': {
    de: 'Es fehlt noch mindestens eine Feststellung für diesen Stand. Vorher kann nicht angeordnet werden, deshalb wurde nichts gespeichert. Bitte warten Sie, bis der Vorgang sachlich und rechnerisch festgestellt ist.',
    en: 'At least one certificate for this state is still missing. Nothing can be ordered before that, so nothing was stored. Please wait until the case is certified as factually and arithmetically correct.',
  },
  'certifier-may-not-order': {
    de: 'Sie haben in diesem Vorgang eine Feststellung getroffen. Wer feststellt, darf nicht auch anordnen (Vier-Augen-Prinzip), deshalb wurde nichts gespeichert. Bitte geben Sie den Vorgang an eine andere anordnungsbefugte Person oder deren Vertretung.',
    en: 'You have given a certificate in this case. Whoever certifies may not order as well (four-eyes principle), so nothing was stored. Please hand the case to another person with the power to order, or to their deputy.',
  },
  'no-power-to-order': {
    de: 'Nach der Dienstanweisung haben Sie für diesen Vorgang keine Anordnungsbefugnis. Es wurde nichts gespeichert. Bitte geben Sie den Vorgang an eine anordnungsbefugte Person weiter.',
    en: 'Under the service instruction you have no power to order in this case. Nothing was stored. Please pass the case to a person who has it.',
  },
  'no-power-to-object': {
    de: 'Sie sind an diesem Vorgang nicht beteiligt und können ihn deshalb nicht beanstanden. Es wurde nichts gespeichert. Bitte teilen Sie Ihren Hinweis der zuständigen Stelle mit.',
    en: 'You have no part in this case and therefore cannot object to it. Nothing was stored. Please tell the unit in charge what you have noticed.',
  },
  'no-power-to-return': {
    de: 'Sie können diese Rechnung nicht an den Rechnungssteller zurückgeben. Es wurde nichts gespeichert. Bitte beanstanden Sie den Vorgang mit einer Begründung; der zentrale Rechnungseingang entscheidet dann über die Rückgabe.',
    en: 'You cannot return this invoice to the supplier. Nothing was stored. Please object to the case with a reason; the central invoice desk then decides on the return.',
  },
  'nothing-to-release': {
    de: 'Zu diesem Vorgang ist keine Beanstandung offen. Es gibt nichts aufzuheben, deshalb wurde nichts gespeichert. Sie können wie gewohnt weiterarbeiten.',
    en: 'No objection to this case is open. There is nothing to release, so nothing was stored. You can go on as usual.',
  },
  'no-power-to-release': {
    de: 'Sie können diese Beanstandung nicht aufheben. Sie bleibt bestehen. Bitte wenden Sie sich an die Person, die beanstandet hat, oder an den zentralen Rechnungseingang.',
    en: 'You cannot release this objection. It still stands. Please turn to the person who objected or to the central invoice desk.',
  },
};
