import type { Message } from '@libs/contracts';
import { formatDay } from '../../lib/dates';
import { texts } from './texts';

/** "ab 01.12.2026", "01.12.2026 bis 31.12.2026", "unbefristet". */
export function daysInWords(from: string | null, until: string | null): Message {
  if (from !== null && until !== null) return texts.between(formatDay(from), formatDay(until));
  if (from !== null) return texts.openFrom(formatDay(from));
  return until === null ? texts.always : texts.openUntil(formatDay(until));
}
