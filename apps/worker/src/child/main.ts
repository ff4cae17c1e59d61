import './no-network'; // first: nothing that loads after it finds a way out
import { readPdf, readXml } from './read-invoice';
import { readMail } from './read-mail';
import { type Handler, serve } from './serve';

/** The one place that loads parsers of foreign bytes at run time. Started by the pool, never by hand. */
const handlers: readonly (readonly [kind: string, Handler])[] = [
  ['read-xml', readXml],
  ['read-pdf', readPdf],
  ['read-mail', readMail],
];

serve(new Map(handlers));
