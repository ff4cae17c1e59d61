export { ImapSession, MailGone, SignInRefused, type WaitingMail } from './imap-session';
export { BareLineEnd } from './line-ends';
export { createSmtpReceiver, type IncomingMail, type SmtpReceiver, type SmtpReceiverOptions } from './smtp-receiver';
export { MailRefused, MailSender, MailServerAway, type OutgoingMail } from './mail-sender';
