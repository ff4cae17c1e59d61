import { bounded, type Metrics } from './metrics';

const channels = ['upload', 'mail', 'folder'];
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
