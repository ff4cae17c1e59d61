export { ImapSession, MailGone, SignInRefused, type WaitingMail } from './imap-session';
export { BareLineEnd } from './line-ends';
export { createSmtpReceiver, type IncomingMail, type SmtpReceiver, type SmtpReceiverOptions } from './smtp-receiver';
