import {
  LinkKey,
  ChosenPassword,
  type PasswordLink,
  type PasswordSet,
  type ResetNoted,
  ResetWanted,
} from '@libs/contracts';
import { AskForReset, SetPassword } from '@libs/operations';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../http/actor';
import { LooksAtPasswords } from '../http/admission';
import { Fitting } from '../http/zod.pipe';

/** A first password, or a new one. Open to everybody: whoever comes here cannot sign in yet. Keys stand in bodies alone. */
@Controller('api/v1')
export class PasswordsController {
  constructor(
    private readonly askForReset: AskForReset,
    private readonly setPassword: SetPassword,
  ) {}

  @Post('password-resets')
  @HttpCode(202)
  @OpenToEverybody()
  async reset(
    @Body(new Fitting(ResetWanted)) { email }: ResetWanted,
    @Req() request: FastifyRequest,
  ): Promise<ResetNoted> {
    await this.askForReset.run(email, request.ip);
    return { message: noted };
  }

  @Post('password-links')
  @HttpCode(200)
  @OpenToEverybody()
  look(@Body(new Fitting(LinkKey)) { key }: LinkKey): Promise<PasswordLink> {
    return this.setPassword.look(key);
  }

  @Post('passwords')
  @HttpCode(200)
  @OpenToEverybody()
  @LooksAtPasswords()
  set(@Body(new Fitting(ChosenPassword)) { key, password }: ChosenPassword): Promise<PasswordSet> {
    return this.setPassword.run(key, password);
  }
}

const noted = {
  de: 'Gibt es zu dieser Adresse ein Konto mit Kennwort, ist eine Mail mit einem Link unterwegs; er gilt eine Stunde. Kommt nichts an, sehen Sie bitte im Spam-Ordner nach oder wenden Sie sich an die Administration.',
  en: 'If there is an account with a password for this address, a mail with a link is on its way; it is good for an hour. If nothing arrives, look into the spam folder or turn to the administrator.',
};
