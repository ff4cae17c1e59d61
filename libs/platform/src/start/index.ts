export { awaitDatabase } from './await-database';
export { listening } from './ports';
export { startProcess } from './start-process';
