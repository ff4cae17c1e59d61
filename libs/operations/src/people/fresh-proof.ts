import { type Actor } from '../actor';
import { Refused } from '../refusal';

/** What changes the ways into an account asks for a proof no older than this. */
export const ACCOUNT_MINUTES = 10;

/** Refuses where the person proved longer than `minutes` ago who they are, or where a program acts. */
export function requireFreshProof({ proof }: Actor, minutes: number, now: Date): void {
  const oldest = now.getTime() - minutes * 60_000;
  if (proof && proof.authenticatedAt.getTime() >= oldest) return;
  throw new Refused(
    'forbidden',
    'proof-too-old',
    proof
      ? {
          de: `Dafür müssen Sie sich in den letzten ${minutes} Minuten ausgewiesen haben. Es wurde nichts gespeichert. Bitte bestätigen Sie, dass Sie es sind, und wiederholen Sie den Schritt.`,
          en: `For this you must have proved within the last ${minutes} minutes who you are. Nothing was stored. Confirm that it is you and repeat the step.`,
        }
      : {
          de: 'Dafür muss sich eine Person eben erst ausgewiesen haben; mit einem Zugriffsschlüssel geht es nicht. Es wurde nichts gespeichert. Bitte im Browser anmelden.',
          en: 'For this a person must just have proved who they are; it cannot be done with a token. Nothing was stored. Please sign in with the browser.',
        },
    { freshMinutes: minutes },
  );
}
