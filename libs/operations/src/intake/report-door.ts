import { Database, type DoorName, machineOf } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { entityOf } from './entity-of';

/** What waits before a hot folder or mailbox, told by whoever fetches there. */
@Injectable()
export class ReportDoor {
  constructor(private readonly database: Database) {}

  /** `waiting` names what lies there, the oldest first. An address that belongs to nobody has nobody to be told. */
  async run(address: string, door: DoorName, waiting: readonly string[]): Promise<void> {
    const entityId = await entityOf(this.database, address);
    if (entityId === undefined) return;
    await this.database.transaction(machineOf(entityId), (tx) => tx.doors.looked(door, waiting, tx.now), {
      forgettable: true,
    });
  }
}
