import { channelFaults } from './channel-faults';
import { diskFaults } from './disk-faults';
import { documentFaults } from './document-faults';
import { type Fault } from './fault';
import { postgresFaults } from './postgres-faults';
import { processFaults } from './process-faults';
import { redisFaults } from './redis-faults';

/** Every fault there is, by its number in the plan. */
export const faults: readonly Fault[] = [
  ...processFaults,
  ...redisFaults,
  ...postgresFaults,
  ...diskFaults,
  ...documentFaults,
  ...channelFaults,
].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));

export { type Fault, type Report, type World } from './fault';
