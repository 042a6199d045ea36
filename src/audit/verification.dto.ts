import { ApiProperty } from '@nestjs/swagger';
import type { Verification } from '../journal/journal-verification.js';

const REASONS = [
  'missing',
  'changed',
  'out_of_place',
  'other_key',
  'start_changed',
  'head_changed',
  'truncated',
] as const;

class BrokenDto {
  @ApiProperty({ type: 'integer', description: 'The first sequence that is not as it was.' })
  sequence: number;

  @ApiProperty({ enum: REASONS })
  reason: (typeof REASONS)[number];
}

class HeadDto {
  @ApiProperty({ type: 'integer' })
  sequence: number;

  @ApiProperty({ description: 'In hexadecimal: keep it elsewhere, and a later verification is held to it.' })
  chain: string;
}

export class VerificationDto {
  @ApiProperty({ description: 'Whether every sealed entry is as it was written, and none is missing.' })
  valid: boolean;

  @ApiProperty({ type: 'integer', description: 'Entries that are as they were, from the first kept one on.' })
  verified: number;

  @ApiProperty({ type: 'integer', description: 'The sequence of the first entry that is kept.' })
  first: number;

  @ApiProperty({ anyOf: [{ $ref: '#/components/schemas/BrokenDto' }, { type: 'null' }] })
  broken: BrokenDto | null;

  @ApiProperty({ anyOf: [{ $ref: '#/components/schemas/HeadDto' }, { type: 'null' }] })
  head: HeadDto | null;
}

export const VERIFICATION_PARTS = [BrokenDto, HeadDto];

export function describeVerification({ verified, first, broken, head }: Verification): VerificationDto {
  return { valid: broken === null, verified, first, broken, head };
}
