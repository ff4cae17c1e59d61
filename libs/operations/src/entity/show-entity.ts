import { type EntityDetail } from '@libs/contracts';
import { Database } from '@libs/db';
import { Injectable } from '@nestjs/common';
import { type Actor } from '../actor';
import { requireAdministrator } from '../administration/administering';
import { EntitySettings } from '../administration/entity-settings';

@Injectable()
export class ShowEntity {
  constructor(private readonly database: Database) {}

  run(actor: Actor): Promise<EntityDetail> {
    requireAdministrator(actor);
    return this.database.transaction(actor, async (tx) => {
      const entity = await tx.masterData.entity();
      if (!entity) throw new Error('The entity of the session is gone.');
      const { signing } = EntitySettings.parse(entity.settings);
      const { id, name, version } = entity;
      return { id, name, version, mailAddresses: await tx.entity.addresses(), signing };
    });
  }
}
