export { type Config, loadConfig } from './config';
export { ConfigError } from './config-error';
export { loadMailboxes, mailboxName, type MailboxSettings } from './mailboxes';
