import { type ChangedEntity } from '@libs/contracts';
import { Database } from '@libs/db';
import { normaliseAddress } from '@libs/intake';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Actor } from '../actor';
import { administering } from '../administration/administering';
import { requireVersion } from '../cases/locked-case';
import { EntitySettings } from '../administration/entity-settings';
import { Refused } from '../refusal';

/** What is set besides is nobody's to lose here. */
const Stored = z.record(z.string(), z.json());

/** Name, mail addresses and the settings that administrators may change; the others stay as they are. */
@Injectable()
export class ChangeEntity {
  constructor(private readonly database: Database) {}

  /** `expectedVersion` is the version that the administrator saw, if they said so. */
  run(actor: Actor, wanted: ChangedEntity, expectedVersion?: number): Promise<void> {
    const addresses = [...new Set(wanted.mailAddresses.map(routable))];
    return administering(this.database, actor, async (tx) => {
      const entity = await tx.entity.lock();
      requireVersion(entity, expectedVersion);
      const before = await tx.entity.addresses();
      const { signing } = EntitySettings.parse(entity.settings);
      await tx.entity.change({
        name: wanted.name,
        settings: { ...Stored.parse(entity.settings), signing: wanted.signing },
      });
      const taken = await tx.entity.setAddresses(addresses);
      if (taken !== undefined) throw addressTaken(taken);
      await tx.audit.append({
        kind: 'entity-changed',
        actorId: actor.personId,
        subjectId: actor.entityId,
        payload: {
          before: { name: entity.name, mailAddresses: before, signing },
          after: { name: wanted.name, mailAddresses: addresses, signing: wanted.signing },
          reason: wanted.reason,
        },
      });
    });
  }
}

/** The form in which mail is looked up. */
function routable(written: string): string {
  const address = normaliseAddress(written);
  if (address !== undefined) return address;
  throw new Refused('invalid', 'mail-address-invalid', {
    de: `„${written}“ ist keine Adresse, unter der Belegfluss Post annehmen kann. Es wurde nichts geändert. Bitte prüfen Sie die Schreibweise.`,
    en: `"${written}" is no address under which Belegfluss can take mail. Nothing was changed. Check how it is written.`,
  });
}

const addressTaken = (address: string): Refused =>
  new Refused('conflict', 'mail-address-taken', {
    de: `Die Adresse ${address} ist in dieser Installation schon vergeben. Es wurde nichts geändert. Bitte wählen Sie eine andere, oder wenden Sie sich an den Betrieb.`,
    en: `The address ${address} is already in use in this installation. Nothing was changed. Choose another, or turn to the operator.`,
  });
