export {
  ChildPool,
  ChildPoolBusy,
  ChildPoolClosed,
  type ChildPoolOptions,
  type ChildTask,
  type TaskLimits,
} from './child-pool';
export { type Reply, type Request } from './protocol';
export {
  type AutomaticSign,
  isMailResult,
  isReadResult,
  type MailPart,
  type MailResult,
  type MailTask,
  type ReadResult,
  type ReadTask,
  type UnreadableResult,
} from './tasks';
export { type TaskFailure, type TaskOutcome } from './warm-child';
