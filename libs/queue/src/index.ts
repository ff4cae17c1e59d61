export { Engine, type EngineOptions } from './engine';
export { QueueModule, type QueueOptions, type RedisSettings } from './queue.module';
export { RedisEvicts, refuseEviction } from './redis/eviction-policy';
export { JobBoard } from './redis/job-board';
export { Pulse } from './redis/pulse';
export { stepJobs } from './redis/step-jobs';
export { type Trouble, troubleOf } from './redis/trouble';
export { StepCarrier, type StepCarrierOptions, type StepHandler } from './step-carrier';
