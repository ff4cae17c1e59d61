import {
  AssignByLeitwegId,
  CheckInvoice,
  OpenArrival,
  ProveArchive,
  ReadDocument,
  SendMail,
  type WorkerStep,
  workerSteps,
} from '@libs/operations';
import { type StepHandler } from '@libs/queue';
import { ConfigError } from '@libs/platform';
import { Injectable } from '@nestjs/common';

/** Which operation carries which step of the line and which chore. One without a handler does not compile. */
@Injectable()
export class StepHandlers {
  private readonly steps: Record<WorkerStep, { run: StepHandler }>;

  constructor(
    receive: OpenArrival,
    read: ReadDocument,
    check: CheckInvoice,
    assign: AssignByLeitwegId,
    prove: ProveArchive,
    mail: SendMail,
  ) {
    this.steps = { receive, read, check, assign, prove, mail };
  }

  /** The handlers of these steps. */
  of(steps: readonly WorkerStep[]): ReadonlyMap<string, StepHandler> {
    return new Map(steps.map((step) => [step, (work) => this.steps[step].run(work)]));
  }
}

/** The steps that this process carries: all, or those of WORKER_STEPS. */
export function carriedSteps(wanted: readonly string[] | undefined): readonly WorkerStep[] {
  if (wanted === undefined) return workerSteps;
  const unknown = wanted.filter((name) => !workerSteps.some((step) => step === name));
  if (unknown.length > 0) throw unknownSteps(unknown);
  return workerSteps.filter((step) => wanted.includes(step));
}

const unknownSteps = (names: readonly string[]): ConfigError =>
  new ConfigError({
    de: `WORKER_STEPS nennt Schritte, die es nicht gibt (${names.join(', ')}); das Programm startet nicht. Möglich sind ${workerSteps.join(', ')}. Bitte berichtigen und neu starten.`,
    en: `WORKER_STEPS names steps that do not exist (${names.join(', ')}), so the program does not start. There are ${workerSteps.join(', ')}. Correct it and start again.`,
  });
