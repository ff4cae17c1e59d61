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
import { ChangeEntity } from './entity/change-entity';
import { ShowEntity } from './entity/show-entity';
import { FoundEntity } from './entities/found-entity';
import { ShowEntities } from './entities/show-entities';
import { AcknowledgeExport } from './exports/acknowledge-export';
import { ExportCases } from './exports/export-cases';
import { ShowExports } from './exports/show-exports';
import { ChangeGroup } from './groups/change-group';
import { MakeGroup } from './groups/make-group';
import { ShowGroups } from './groups/show-groups';
import { ImportTable } from './imports/import-table';
import { OpenOriginal } from './intake/open-original';
import { ReceiveDocuments } from './intake/receive-documents';
import { RememberAnswers } from './intake/remember-answers';
import { ShowArrivals } from './intake/show-arrivals';
import { AddPerson } from './people/add-person';
import { ApiTokens } from './people/api-tokens';
import { Attempts } from './people/attempts';
import { ChangePassword } from './people/change-password';
import { CheckPassword } from './people/check-password';
import { ConfirmProof } from './people/confirm-proof';
import { CheckPasskey } from './people/passkeys/check-passkey';
import { OwnPasskeys } from './people/passkeys/own-passkeys';
import { SignInWithPasskey } from './people/passkeys/sign-in-with-passkey';
import { FinishProviderSignIn } from './people/providers/finish-provider-sign-in';
import { StartProviderSignIn } from './people/providers/start-provider-sign-in';
import { AskSecondFactor } from './people/second-factor/ask-second-factor';
import { CheckSecondFactor } from './people/second-factor/check-second-factor';
import { OwnSecondFactor } from './people/second-factor/own-second-factor';
import { Sessions } from './people/sessions';
import { ShowAccount } from './people/show-account';
import { AskForReset } from './people/ask-for-reset';
import { SwitchEntity } from './people/switch-entity';
import { HandOutLinks } from './people/hand-out-links';
import { SetPassword } from './people/set-password';
import { SignIn } from './people/sign-in';
import { SignOut } from './people/sign-out';
import { ChangePerson } from './people/change-person';
import { ShowPeople } from './people/show-people';
import { DecideProposal } from './proposals/decide-proposal';
import { Propose } from './proposals/propose';
import { ShowProposals } from './proposals/show-proposals';
import { ConfirmRole } from './roles/confirm-role';
import { EndRole } from './roles/end-role';
import { GiveInsight } from './roles/give-insight';
import { GiveRole } from './roles/give-role';
import { ShowRoles } from './roles/show-roles';
import { AddUnit } from './units/add-unit';
import { ChangeUnit } from './units/change-unit';
import { ShowUnits } from './units/show-units';

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
  Attempts,
  CheckPassword,
  CheckPasskey,
  CheckSecondFactor,
  SignIn,
  AskSecondFactor,
  SignInWithPasskey,
  StartProviderSignIn,
  FinishProviderSignIn,
  ConfirmProof,
  SignOut,
  Sessions,
  ShowAccount,
  ChangePassword,
  OwnSecondFactor,
  OwnPasskeys,
  ApiTokens,
  AskForReset,
  HandOutLinks,
  SetPassword,
  ChangeEntity,
  ShowEntities,
  FoundEntity,
  WatchHouse,
];

/** The work of administrators, and what the people of a sealed unit decide for it. */
const forAdministrators = [
  ShowEntity,
  SwitchEntity,
  ShowGroups,
  MakeGroup,
  ChangeGroup,
  ImportTable,
  AddPerson,
  ChangePerson,
  ShowPeople,
  Propose,
  DecideProposal,
  ShowProposals,
  ShowRoles,
  GiveRole,
  EndRole,
  ConfirmRole,
  GiveInsight,
  ShowUnits,
  AddUnit,
  ChangeUnit,
];

const all = [...forPeople, ...forAdministrators];

/** What people do through the api. Database, archive and clock come from the process that imports this. */
@Module({ providers: all, exports: all })
export class OperationsModule {}
