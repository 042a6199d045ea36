import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { currentContext } from '../../operations/request-context.js';
import { NotFoundError } from '../../scim/index.js';
import { InvitationSettingsService } from '../invitations/invitation-settings.service.js';
import { TO_APPLICATION } from '../invitations/invitations.js';
import { TenantsService } from '../../tenants/tenants.service.js';
import { BrowserSession } from '../browser-session.js';
import { SsoCookie } from './sso-cookie.js';
import { SsoRefusal } from './sso-refusal.js';
import { SsoService } from './sso.service.js';

/** A path of ours: neither another site nor one that a browser would take for one. */
const LOCAL_PATH = /^\/(?![/\\])[^\\\s]*$/;

/** Where browsers go to sign in at the tenant's OpenID provider, and where they come back to. */
@ApiExcludeController()
@Controller('sso')
export class SsoController {
  constructor(
    private readonly sso: SsoService,
    private readonly tenants: TenantsService,
    private readonly cookie: SsoCookie,
    private readonly browser: BrowserSession,
    private readonly invitations: InvitationSettingsService,
  ) {}

  @Get('start')
  async start(
    @Req() request: Request,
    @Res() response: Response,
    @Query('tenant') tenant?: unknown,
    @Query('returnTo') returnTo?: unknown,
  ): Promise<void> {
    const name = typeof tenant === 'string' ? tenant : undefined;
    const { id, publicUrl } = await this.tenants.choose(name, request.host);
    Object.assign(currentContext(), { tenantId: id, publicUrl });
    const isKnown =
      typeof returnTo === 'string' && (returnTo === TO_APPLICATION || LOCAL_PATH.test(returnTo));
    const target = isKnown ? returnTo : '/';
    await this.answer(response, async () => {
      const { url, browserKey } = await this.sso.begin('sign_in', {
        returnTo: target,
        // The browser keeps it from the callback, which comes from the provider's site (SameSite=Strict).
        earlierSession: this.browser.mark(request),
      });
      this.cookie.write(response, browserKey);
      response.redirect(302, url);
    });
  }

  @Get('callback')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = new URLSearchParams(request.url.split('?', 2)[1] ?? '');
    const browserKey = this.cookie.read(request);
    this.cookie.clear(response);
    // Until the state tells: a callback that belongs to nothing is journalled with whom it calls.
    const { id, publicUrl } = await this.tenants.choose(undefined, request.host);
    Object.assign(currentContext(), { tenantId: id, publicUrl });
    await this.answer(response, async () => {
      const finished = await this.sso.finish(query, browserKey);
      if (finished.purpose === 'test') {
        response.redirect(302, '/sso-tested');
        return;
      }
      await this.browser.begin(request, response, finished.session, finished.earlierSession);
      response.redirect(302, await this.addressOf(finished.returnTo));
    });
  }

  private async addressOf(returnTo: string): Promise<string> {
    if (returnTo !== TO_APPLICATION) return returnTo;
    return (await this.invitations.retrieve()).applicationUrl ?? '/';
  }

  /** People see that it did not work, and by which name the administrator finds out why; nothing of what was sent. */
  private async answer(response: Response, work: () => Promise<void>): Promise<void> {
    response.set('Cache-Control', 'no-store');
    try {
      await work();
    } catch (error) {
      if (error instanceof NotFoundError) response.redirect(302, '/sign-in?error=sso_not_set_up');
      else if (error instanceof SsoRefusal) {
        response.redirect(302, `/sign-in?error=sso_failed&reference=${currentContext().requestId}`);
      } else throw error;
    }
  }
}
