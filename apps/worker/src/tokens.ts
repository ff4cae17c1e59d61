/** Injection tokens of this process. */
export const CONFIG = Symbol('configuration');
export const LOGGER = Symbol('logger');
/** Stands for the lead of a name among all processes. */
export const LEAD = Symbol('lead');
/** The mailboxes of IMAP_MAILBOXES. */
export const MAILBOXES = Symbol('mailboxes');
