import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import { EventFeed } from './event-feed.service.js';
import { describeEvent, EventListDto, EventQueryDto } from './events.dto.js';

@AdminController('events', 'Events')
export class EventsController {
  constructor(private readonly feed: EventFeed) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({
    operationId: 'listEvents',
    summary: 'What has changed, in order',
    description:
      'Every change of users, groups and organizations within a second of its commit. Ask again with `after` set to `next`.',
  })
  @ApiOkResponse({ type: EventListDto })
  @ApiProblem(400, 'A parameter breaks a rule, or `after` lies beyond the last event')
  @ApiProblem(410, '`after` lies before what is kept')
  async list(@Query() { after, limit }: EventQueryDto): Promise<EventListDto> {
    const { entries, next } = await this.feed.read(after, limit);
    return { items: entries.map(describeEvent), next };
  }
}
