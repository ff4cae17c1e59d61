import { Module } from '@nestjs/common';
import { ShowMasterData } from './administration/show-master-data';
import { WatchHouse } from './administration/watch-house';
import { ShowAudit } from './audit/show-audit';
import { AssignCase } from './cases/assign-case';
import { CodeCase } from './cases/code-case';
import { RecordAct } from './cases/record-act';
import { ShowCases } from './cases/show-cases';
import { AcknowledgeExport } from './exports/acknowledge-export';
import { ExportCases } from './exports/export-cases';
import { ShowExports } from './exports/show-exports';
import { OpenOriginal } from './intake/open-original';
import { ReceiveDocuments } from './intake/receive-documents';
import { RememberAnswers } from './intake/remember-answers';
import { ShowArrivals } from './intake/show-arrivals';
import { ApiTokens } from './people/api-tokens';
import { Sessions } from './people/sessions';
import { SignIn } from './people/sign-in';

const forPeople = [
  ReceiveDocuments,
  RememberAnswers,
  ShowArrivals,
  OpenOriginal,
  ShowCases,
  AssignCase,
  CodeCase,
  RecordAct,
  ExportCases,
  AcknowledgeExport,
  ShowExports,
  ShowMasterData,
  ShowAudit,
  SignIn,
  Sessions,
  ApiTokens,
  WatchHouse,
];

/** What people do through the api. Database, archive and clock come from the process that imports this. */
@Module({ providers: forPeople, exports: forPeople })
export class OperationsModule {}
