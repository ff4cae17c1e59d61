export { mayWatch, type Watcher } from './access';
export { measuredArchive } from './archive';
export { AcceptFigures, type Door, DoorFigures, HttpFigures, SmtpFigures } from './doors';
export { watchPool, watchWork } from './house';
export { bounded, Metrics, type Reading } from './metrics';
export { ChildFigures, MeasuredSteps, type ParkedWhy, type QueueMode, QueueState, type StepFigures } from './work';
