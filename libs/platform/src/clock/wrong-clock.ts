import { type Logger } from '../log';

const AGAIN_MILLISECONDS = 3_600_000;

/** Says, once an hour at most, that the clock of this machine is wrong. Monotonic time: the other one cannot be trusted. */
export function wrongClock(log: Pick<Logger, 'warn'>): (secondsAhead: number) => void {
  let saidAt: number | undefined;
  return (ahead) => {
    const now = performance.now();
    if (saidAt !== undefined && now - saidAt < AGAIN_MILLISECONDS) return;
    saidAt = now;
    const seconds = Math.round(Math.abs(ahead));
    log.warn(
      { secondsAhead: Math.round(ahead) },
      `Die Uhr dieses Rechners geht ${seconds} s ${ahead > 0 ? 'vor' : 'nach'}, gemessen an der Datenbank. Eingänge, Fristen und Zeichnungen bekommen die Zeit der Datenbank; falsch sind nur die Zeiten in diesem Protokoll. Bitte die Zeitsynchronisation prüfen. / ` +
        `The clock of this machine is ${seconds} s ${ahead > 0 ? 'ahead of' : 'behind'} the database's. Arrivals, deadlines and signatures take the time of the database; only the times in this log are wrong. Please check the time synchronisation.`,
    );
  };
}
