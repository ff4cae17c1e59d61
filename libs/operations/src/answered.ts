import { type Tx } from '@libs/db';

/**
 * Run at the end of the transaction of an act: stores with it that its request was answered. `subject` is what the answer
 * shows, where the request does not name it itself.
 */
export type Answered = (tx: Tx, subject?: string) => Promise<void>;
