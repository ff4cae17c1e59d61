export { type Config, ConfigError, loadConfig } from './config';
export { loadMailboxes, mailboxName, type MailboxSettings } from './mailboxes';
