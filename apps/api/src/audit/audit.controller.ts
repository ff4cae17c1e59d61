import { type AuditEntry, AuditQuery } from '@libs/contracts';
import { type Actor, ShowAudit } from '@libs/operations';
import { Controller, Get, Query } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { ForPrograms } from '../http/programs';
import { Fitting } from '../http/zod.pipe';

@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: ShowAudit) {}

  @Get()
  @ForPrograms('audit:read')
  page(
    @CurrentActor() actor: Actor,
    @Query(new Fitting(AuditQuery)) query: AuditQuery,
  ): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
    return this.audit.page(actor, query);
  }
}
