import { OperationsModule } from '@libs/operations';
import { Module } from '@nestjs/common';
import { EventsController } from './events.controller';
import { LiveHub } from './live-hub';

@Module({ imports: [OperationsModule], controllers: [EventsController], providers: [LiveHub] })
export class EventsModule {}
