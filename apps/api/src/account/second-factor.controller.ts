import { NewSecondFactor, type RecoveryCodes, type SecondFactorSetup } from '@libs/contracts';
import { type Actor, OwnSecondFactor } from '@libs/operations';
import { Body, Controller, Delete, HttpCode, Post, Put } from '@nestjs/common';
import { CurrentActor } from '../http/actor';
import { type Once, OnceOnly } from '../http/once';
import { Fitting } from '../http/zod.pipe';

@Controller('api/v1/account/second-factor')
export class SecondFactorController {
  constructor(private readonly secondFactor: OwnSecondFactor) {}

  @Put('setup')
  begin(@CurrentActor() actor: Actor): Promise<SecondFactorSetup> {
    return this.secondFactor.begin(actor);
  }

  @Post()
  @HttpCode(201)
  async confirm(
    @CurrentActor() actor: Actor,
    @Body(new Fitting(NewSecondFactor)) wanted: NewSecondFactor,
    @OnceOnly() once: Once,
  ): Promise<RecoveryCodes> {
    let recoveryCodes: string[] = [];
    await once(async (answered) => {
      recoveryCodes = await this.secondFactor.confirm(actor, wanted, answered);
    });
    return { recoveryCodes };
  }

  @Delete()
  @HttpCode(204)
  end(@CurrentActor() actor: Actor): Promise<void> {
    return this.secondFactor.end(actor);
  }
}
