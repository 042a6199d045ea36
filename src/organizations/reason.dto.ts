import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { currentContext } from '../operations/request-context.js';
import type { RuleReason } from './rule-reasons.repository.js';

class ReasonGroupDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ example: 'Sales EMEA' })
  displayName: string;
}

/** Why somebody has something. */
export class ReasonDto {
  @ApiProperty({ enum: ['manual', 'mapping'], description: 'By hand, or by a mapping rule.' })
  type: 'manual' | 'mapping';

  @ApiPropertyOptional({ description: 'The rule.' })
  mappingId?: string;

  @ApiPropertyOptional({ type: ReasonGroupDto, description: 'Whose members the rule is about.' })
  group?: ReasonGroupDto;

  @ApiPropertyOptional({
    example: 'department eq "Sales"',
    description: 'The filter that says whom it is about.',
  })
  filter?: string;
}

/** By hand first, then the rules in their order. A limited access token is not told of groups that it may not see. */
export function describeReasons({
  byHand,
  rules,
}: {
  readonly byHand: boolean;
  readonly rules: readonly RuleReason[];
}): ReasonDto[] {
  const isLimited = currentContext().scope !== undefined;
  return [
    ...(byHand ? [{ type: 'manual' as const }] : []),
    ...rules.map(({ ruleId, group, filter }) => ({
      type: 'mapping' as const,
      mappingId: ruleId,
      ...(!isLimited && group && { group }),
      ...(!isLimited && filter !== null && { filter }),
    })),
  ];
}
