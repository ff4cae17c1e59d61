import { Module } from '@nestjs/common';
import { WatchHouse } from './administration/watch-house';
import { ReceiveFile } from './intake/receive-file';
import { ProveArchive } from './archive/prove-archive';
import { ReportDoor } from './intake/report-door';
import { ReceiveMail } from './intake/receive-mail';
import { ReceiveDocuments } from './intake/receive-documents';
import { SendMail } from './people/send-mail';
import { AssignByLeitwegId } from './reading/assign-by-leitweg-id';
import { CheckInvoice } from './reading/check-invoice';
import { OpenArrival } from './reading/open-arrival';
import { OpenMail } from './reading/open-mail';
import { ParkWork } from './reading/park-work';
import { ReadDocument } from './reading/read-document';

const forMachines = [
  ReceiveDocuments,
  ReceiveMail,
  ReceiveFile,
  ReportDoor,
  OpenArrival,
  OpenMail,
  ReadDocument,
  CheckInvoice,
  AssignByLeitwegId,
  ParkWork,
  WatchHouse,
  ProveArchive,
  SendMail,
];

/** What the worker does by itself. Database, archive, clock and reader come from the process that imports this. */
@Module({ providers: forMachines, exports: forMachines })
export class StepsModule {}
