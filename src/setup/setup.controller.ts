import { Body, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, Length, MaxLength } from 'class-validator';
import { AdminController, ApiProblem, Public } from '../identity/admin-controller.js';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../identity/password.js';
import { SetupService } from './setup.service.js';

class SetupDto {
  @ApiProperty({ description: 'From the link that the server printed when it started.' })
  @IsString()
  @MaxLength(256)
  setupToken: string;

  @ApiProperty({ example: 'ada@example.com' })
  @IsEmail()
  @MaxLength(512)
  email: string;

  @ApiProperty({ format: 'password', minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH)
  password: string;
}

class FirstAdministratorDto {
  @ApiProperty({ example: '0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10' })
  id: string;

  @ApiProperty({ example: 'ada@example.com' })
  userName: string;

  @ApiProperty({ example: 'ada@example.com' })
  email: string;

  @ApiProperty({ type: [String], example: ['administrator'] })
  roles: readonly string[];

  @ApiProperty({ example: 'default', description: "The tenant's name, for signing in." })
  tenant: string;
}

@AdminController('setup', 'Set-up')
export class SetupController {
  constructor(private readonly setup: SetupService) {}

  @Post()
  @Public()
  @ApiOperation({
    operationId: 'completeSetup',
    summary: 'Create the first administrator',
    description: 'With the one-time set-up token.',
  })
  @ApiCreatedResponse({ type: FirstAdministratorDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(403, 'The token is not in force')
  @ApiProblem(409, 'The userName is taken')
  complete(@Body() { setupToken, email, password }: SetupDto): Promise<FirstAdministratorDto> {
    return this.setup.complete(setupToken, email, password);
  }
}
