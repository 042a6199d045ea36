import { ApiProperty } from '@nestjs/swagger';

/** What somebody who is not signed in may know of how to. */
export class SignInOptionsDto {
  @ApiProperty({
    example: 'https://rollcall.example.com',
    description: 'What Rollcall calls itself at this address; browsers that are elsewhere belong there.',
  })
  publicUrl: string;

  @ApiProperty({ description: 'Whether there is an administrator; otherwise the set-up link makes one.' })
  isSetUp: boolean;

  @ApiProperty({ description: 'Whether people may sign in by password here.' })
  password: boolean;

  @ApiProperty({ description: 'Whether there is an OpenID provider: `/sso/start` begins.' })
  singleSignOn: boolean;

  @ApiProperty({ description: 'Whether people of other tenants sign in here too, by naming theirs.' })
  otherTenants: boolean;
}
