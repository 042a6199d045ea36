import { Controller, Get, Header, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DOCS_PATH } from '../openapi/serve-docs.js';
import { SetupService } from './setup.service.js';

/** What whoever opens the printed addresses in a browser finds. */
@ApiExcludeController()
@Controller()
export class LandingController {
  constructor(private readonly setup: SetupService) {}

  @Get()
  @Redirect(DOCS_PATH)
  home(): void {
    return undefined;
  }

  /** The set-up link. The token is not repeated: it stays in the address bar of whoever has it. */
  @Get('setup')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  explain(): string {
    return this.setup.instructions();
  }

  /** The link by which somebody sets a password. */
  @Get('reset-password')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  explainReset(): string {
    return this.setup.resetInstructions();
  }

  /** The link that `rollcall admin recover` prints. */
  @Get('recover')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  explainRecovery(): string {
    return this.setup.recoveryInstructions();
  }
}
