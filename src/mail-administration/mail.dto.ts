import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsEmail, IsIn, IsOptional } from 'class-validator';
import { NULLABLE_STRING, NULLABLE_TIME } from '../admin-api/nullable.js';
import { PageQueryDto } from '../admin-api/page-query.dto.js';
import type { MailCondition } from '../mail/mail-status.js';
import { MAIL_STATES, type Mail, type MailState } from '../mail/mail.repository.js';

const STATES =
  '`queued`: to be sent, or tried again. `sent`: the mail server has taken it. `bounced`: it refuses the recipient or the ' +
  'mail. `failed`: given up after three days.';

export class MailQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: MAIL_STATES })
  @IsOptional()
  @IsIn(MAIL_STATES)
  state?: MailState;
}

class RecipientDto {
  @ApiProperty(NULLABLE_STRING)
  name: string | null;

  @ApiProperty({ example: 'it@example.com' })
  address: string;
}

export class MailDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'secret_expiry', description: 'What it is about.' })
  kind: string;

  @ApiProperty()
  recipient: RecipientDto;

  @ApiProperty({ example: 'The SCIM secret expires in 7 days' })
  subject: string;

  @ApiProperty({ enum: MAIL_STATES, description: STATES })
  state: MailState;

  @ApiProperty({ type: 'integer' })
  attempts: number;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Why it is not sent, in plain words.' })
  lastError: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'Null once nobody tries any more.' })
  nextAttemptAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty(NULLABLE_TIME)
  sentAt: string | null;
}

export class MailListDto {
  @ApiProperty({ type: [MailDto] })
  items: MailDto[];

  @ApiPropertyOptional({ description: 'Where more follows.' })
  nextCursor?: string;
}

export class TestMailDto {
  @ApiProperty({ example: 'it@example.com' })
  @IsEmail()
  to: string;
}

export class TestMailResultDto {
  @ApiProperty({ description: 'The mail server has taken it.' })
  delivered: boolean;

  @ApiProperty({
    example: '250 2.0.0 Ok: queued as 4F1C',
    description: "The mail server's answer, or what went wrong, in plain words.",
  })
  answer: string;
}

export class MailStatusDto implements MailCondition {
  @ApiProperty({ description: 'Whether there is a mail server: SMTP_URL.' })
  configured: boolean;

  @ApiProperty({ example: 'rollcall@example.com', description: 'The sender.' })
  from: string;

  @ApiProperty({ type: 'integer', description: 'Mails that are to be sent, or tried again.' })
  queued: number;

  @ApiProperty({ type: 'integer', description: 'Mails that were given up or refused, and not discarded.' })
  dead: number;

  @ApiProperty({ ...NULLABLE_STRING, description: 'Why the newest of those is not sent.' })
  lastError: string | null;
}

export function describeMail(mail: Mail): MailDto {
  const { id, kind, recipient, subject, state, attempts, lastError } = mail;
  return {
    id,
    kind,
    recipient,
    subject,
    state,
    attempts,
    lastError,
    nextAttemptAt: isoTime(mail.nextAttemptAt),
    createdAt: new Date(mail.createdAt).toISOString(),
    sentAt: state === 'sent' ? isoTime(mail.finishedAt) : null,
  };
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
