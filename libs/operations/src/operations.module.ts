import { Module } from '@nestjs/common';
import { ShowMasterData } from './administration/show-master-data';
import { WatchHouse } from './administration/watch-house';
import { ShowAudit } from './audit/show-audit';
import { AssignCase } from './cases/assign-case';
import { CodeCase } from './cases/code-case';
import { RecordAct } from './cases/record-act';
import { ShowSealedCases } from './cases/show-sealed-cases';
import { ListPaper } from './paper/list-paper';
import { NotePaper } from './paper/note-paper';
import { PrintCoverSheet } from './paper/print-cover-sheet';
import { GoLive } from './units/go-live';
import { ShowCases } from './cases/show-cases';
import { FoundEntity } from './entities/found-entity';
import { ShowEntities } from './entities/show-entities';
import { AcknowledgeExport } from './exports/acknowledge-export';
import { ExportCases } from './exports/export-cases';
import { ShowExports } from './exports/show-exports';
import { OpenOriginal } from './intake/open-original';
import { ReceiveDocuments } from './intake/receive-documents';
import { RememberAnswers } from './intake/remember-answers';
import { ShowArrivals } from './intake/show-arrivals';
import { AskForReset } from './people/ask-for-reset';
import { ApiTokens } from './people/api-tokens';
import { ChangeEntity } from './people/change-entity';
import { HandOutLinks } from './people/hand-out-links';
import { Sessions } from './people/sessions';
import { SetPassword } from './people/set-password';
import { SignIn } from './people/sign-in';

const forPeople = [
  ReceiveDocuments,
  RememberAnswers,
  ShowArrivals,
  OpenOriginal,
  ShowCases,
  ShowSealedCases,
  ListPaper,
  NotePaper,
  PrintCoverSheet,
  GoLive,
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
  AskForReset,
  HandOutLinks,
  SetPassword,
  ChangeEntity,
  ShowEntities,
  FoundEntity,
  WatchHouse,
];

/** What people do through the api. Database, archive and clock come from the process that imports this. */
@Module({ providers: forPeople, exports: forPeople })
export class OperationsModule {}
