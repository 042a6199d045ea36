import { ApiProperty } from '@nestjs/swagger';
import { NULLABLE_STRING } from '../../admin-api/nullable.js';
import type { ShownSession, SignInMethod } from '../session.repository.js';

export class ListedSessionDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ enum: ['password', 'sso', 'recovery'], description: 'How it began.' })
  method: SignInMethod;

  @ApiProperty({ ...NULLABLE_STRING, example: '192.0.2.7', description: 'From where it began.' })
  ip: string | null;

  @ApiProperty({ ...NULLABLE_STRING, example: 'Mozilla/5.0', description: 'What the browser called itself.' })
  userAgent: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time', description: 'To the minute.' })
  lastSeenAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ description: 'Whether this request comes from it.' })
  current: boolean;
}

export class SessionListDto {
  @ApiProperty({ type: [ListedSessionDto] })
  items: ListedSessionDto[];
}

export function describeSessions(
  sessions: readonly ShownSession[],
  currentId: string | undefined,
): SessionListDto {
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  const items = sessions.map((session) => ({
    ...session,
    createdAt: time(session.createdAt),
    lastSeenAt: time(session.lastSeenAt),
    expiresAt: time(session.expiresAt),
    current: session.id === currentId,
  }));
  return { items };
}
