import { config } from 'zod';

// Must be the first import of the page: zod decides when a schema is built whether it may compile with `new Function`,
// which the content security policy forbids.
config({ jitless: true });
