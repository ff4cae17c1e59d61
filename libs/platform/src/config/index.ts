export { isLoopback } from './loopback';
export { type Config, loadConfig } from './config';
export { ConfigError } from './config-error';
export { loadMailboxes, mailboxName, type MailboxSettings } from './mailboxes';
export { loadProviders, type ProviderSettings } from './providers';
