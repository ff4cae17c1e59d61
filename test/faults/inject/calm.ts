import { type Ground, mailAddress } from '../ground/ground';
import { SmtpTalk } from '../load/smtp-talk';
import { seconds, type World } from './fault';

const PATIENCE_SECONDS = 90;

/**
 * Until every process runs and every door takes what comes; the moment of it. Faults follow each other closely, and what
 * is still refused after the one before is not the doing of the one that comes.
 */
export async function calm({ ground, journal }: World): Promise<number> {
  const end = journal.now() + PATIENCE_SECONDS;
  for (let rounds = 0; rounds < 2;) {
    rounds = (await everyDoorTakes(ground)) ? rounds + 1 : 0;
    if (journal.now() > end) throw new Error(`Not every door took what came within ${PATIENCE_SECONDS} s.`);
    await seconds(0.2);
  }
  return journal.now();
}

async function everyDoorTakes({ apis, workers, apiUrls, smtpPorts }: Ground): Promise<boolean> {
  if (![...apis, ...workers].every(({ isUp }) => isUp)) return false;
  const taken = await Promise.all([...apiUrls.map(isReady), ...smtpPorts.map(takesMail)]);
  return taken.every((one) => one);
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(3000) }).then(
    async (answer) => (await answer.arrayBuffer(), answer.status === 200),
    () => false,
  );

async function takesMail(port: number): Promise<boolean> {
  const talk = new SmtpTalk(port);
  try {
    return (await talk.address(mailAddress)) === 250;
  } finally {
    talk.hangUp();
  }
}
