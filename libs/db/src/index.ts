export { type AuditRow, entryHash, GENESIS, type NewAuditEntry, payloadDigest } from './audit-log';
export { type Feed } from './change-feed';
export { Database, type OverdueWork, type SignInKind } from './database';
export { isDatabaseAway, isDatabaseGone, isOverloaded, TurnNotCome, violates } from './errors';
export { type DatabaseFigures, type WorkFigures } from './figures';
export { type Prisma } from './generated/client';
export { type OnRecord } from './on-record';
export { type Leadership } from './leadership';
export { type CaseFilter, type CaseScope } from './repositories/case-filter';
export { type Place } from './repositories/account-places';
export { type Secrets } from './repositories/accounts';
export { type OperatedEntity } from './repositories/entities';
export { type ApiTokenRow } from './repositories/api-tokens';
export { type ArrivalPart, type ArrivalRecord, type ArrivalRow, type ReceivedArrival } from './repositories/arrivals';
export {
  type ActRow,
  type CaseChange,
  type CaseListRow,
  type CaseRecord,
  CaseRepository,
  type ListPosition,
  type SealedRow,
} from './repositories/cases';
export {
  type DirectoryKey,
  type DirectoryPosition,
  type DirectoryRow,
  type MembershipRow,
  type NewPerson,
} from './repositories/directory';
export { type DoorName, type LateDoor } from './repositories/doors';
export { type EntityRow } from './repositories/entity-settings';
export { type ExportRecord } from './repositories/exports';
export { type GroupRow, type Membership } from './repositories/groups';
export { type GivenAnswer } from './repositories/idempotency';
export { type BudgetLineRow, type CreditorRow, type UnitRow } from './repositories/master-data';
export { OneTimeKeys, type OneTimeKind } from './repositories/one-time-keys';
export { type PasskeyRow } from './repositories/passkeys';
export { type PersonInSession, type PersonWithRoles, type SessionProof, type SessionRow } from './repositories/people';
export { type ProviderGrant } from './repositories/provider-people';
export { type NewProposal, type ProposalRow } from './repositories/proposals';
export { type GrantQuery, type GrantRow, type GrantState, type NewGrant } from './repositories/role-grants';
export { type FileUse, type Proof, type ProofNews } from './repositories/stored-files';
export { type UnitFacts } from './repositories/units';
export { type ClaimedWork, type DueWork, LeaseLost } from './repositories/work';
export { ResetThrottle } from './reset-throttle';
export { blindTo, machineOf, type Sight } from './sight';
export { SignInThrottle } from './sign-in-throttle';
export { type DatabaseTrouble, databaseTrouble } from './trouble';
export { Tx } from './tx';
