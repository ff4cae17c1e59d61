import { bounded, type Metrics } from './metrics';

/** By the door: a mail comes over SMTP, or is fetched from a mailbox. */
const channels = ['upload', 'mail', 'mailbox', 'folder'];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const replies = ['250', '421', '450', '451', '452', '500', '501', '502', '503', '550', '552', '554'];

/** What came in, and how long the sender waited for the acknowledgement. */
export class AcceptFigures {
  private readonly accepted;
  private readonly seconds;

  constructor(metrics: Metrics) {
    this.accepted = metrics.counter('arrivals_accepted_total', 'Arrivals acknowledged by this process.', ['channel']);
    this.seconds = metrics.histogram('accept_seconds', 'From the first byte to the acknowledgement.', ['channel']);
  }

  accept(channel: string, arrivals: number, seconds: number): void {
    const labels = { channel: bounded(channels, channel) };
    this.accepted.inc(labels, arrivals);
    this.seconds.observe(labels, seconds);
  }
}

/** A door that fetches. It is in outage while nothing can come in through it. */
export type Door = {
  readonly kind: 'folder' | 'mailbox';
  /** As the log calls it: what the operator set. */
  readonly name: string;
  readonly causes: readonly string[];
  /** What keeps it shut now, where this process is at work on it. */
  readonly outage: () => string | undefined;
};

/** Which doors are in outage. A door that is open says 0 for every cause, so that an alarm on it does not go silent. */
export class DoorFigures {
  private readonly doors: Door[] = [];

  constructor(metrics: Metrics) {
    metrics.read('door_outage', 'Nothing comes in here: 1 for the cause.', ['door', 'name', 'cause'], () =>
      this.doors.flatMap(({ kind, name, causes, outage }) => {
        const lasting = outage();
        return causes.map((cause) => ({ labels: { door: kind, name, cause }, value: cause === lasting ? 1 : 0 }));
      }),
    );
  }

  watch(door: Door): void {
    this.doors.push(door);
  }
}

/** Requests by the template of their route, never by their address: that holds ids. */
export class HttpFigures {
  private readonly seconds;

  constructor(metrics: Metrics) {
    this.seconds = metrics.histogram('http_request_seconds', 'Requests answered.', ['method', 'route', 'status']);
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.seconds.observe({ method: bounded(methods, method), route, status: String(status) }, seconds);
  }
}

/** What sending servers were told at the end of a mail or about a recipient. */
export class SmtpFigures {
  private readonly replies;

  constructor(metrics: Metrics) {
    this.replies = metrics.counter('smtp_replies_total', 'Replies to recipients and mails, by code.', ['code']);
  }

  replied(code: number): void {
    this.replies.inc({ code: bounded(replies, String(code)) });
  }
}
