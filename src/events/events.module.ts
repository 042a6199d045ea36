import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { EventFeedRepository } from './event-feed.repository.js';
import { EventFeed } from './event-feed.service.js';
import { EventsController } from './events.controller.js';

/** The journal as applications read it. */
@Module({
  imports: [IdentityModule],
  controllers: [EventsController],
  providers: [EventFeed, EventFeedRepository],
  exports: [EventFeed],
})
export class EventsModule {}
