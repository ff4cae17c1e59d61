import { Controller, Get, Module } from '@nestjs/common';
import { OpenToEverybody } from '../http/actor';
import { openApiDocument } from './document';

@Controller('api/v1/openapi.json')
export class OpenApiController {
  private readonly document = openApiDocument();

  @Get()
  @OpenToEverybody()
  show(): object {
    return this.document;
  }
}

@Module({ controllers: [OpenApiController] })
export class OpenApiModule {}
