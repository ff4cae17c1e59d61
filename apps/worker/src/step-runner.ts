import {
  AssignByLeitwegId,
  CheckInvoice,
  type MachineStep,
  OpenArrival,
  ParkWork,
  ReadDocument,
} from '@libs/operations';
import { type StepHandler, WorkLoop } from '@libs/queue';
import { Injectable } from '@nestjs/common';
import { LoopSettings } from './loop-settings';

/** Which operation carries which step of the line. A machine step without a handler does not compile. */
@Injectable()
export class StepRunner {
  private readonly loop: WorkLoop;

  constructor(
    settings: LoopSettings,
    receive: OpenArrival,
    read: ReadDocument,
    check: CheckInvoice,
    assign: AssignByLeitwegId,
    parkWork: ParkWork,
  ) {
    const steps: Record<MachineStep, { run: StepHandler }> = { receive, read, check, assign };
    this.loop = new WorkLoop({
      database: settings.database,
      worker: settings.worker,
      concurrency: settings.concurrency,
      log: settings.log,
      crash: settings.crash,
      handlers: new Map(Object.entries(steps).map(([step, operation]) => [step, (work) => operation.run(work)])),
      park: (work, why) => parkWork.run(work, why),
    });
  }

  start(): Promise<void> {
    return this.loop.start();
  }

  stop(graceSeconds: number): Promise<void> {
    return this.loop.stop(graceSeconds);
  }
}
