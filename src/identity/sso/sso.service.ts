import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { ProblemError } from '../../admin-api/problem.js';
import { Configuration } from '../../config/configuration.js';
import { SecretKey } from '../../config/secret-key.js';
import { Sealed } from '../../credentials/sealed.js';
import { Journal } from '../../journal/journal.js';
import { currentPublicUrl } from '../../operations/public-url.js';
import { currentContext, currentTenantId } from '../../operations/request-context.js';
import { UnitOfWork } from '../../persistence/unit-of-work.js';
import { NotFoundError } from '../../scim/index.js';
import type { Principal } from '../principal.js';
import type { NewSession } from '../session.service.js';
import { OpenIdProvider, type FlowSecrets } from './openid-provider.js';
import { SsoFlowRepository, type FlowPurpose, type StoredFlow } from './sso-flow.repository.js';
import { SsoSettingsService } from './sso-settings.service.js';
import { SsoSignIn } from './sso-sign-in.js';
import { SsoRefusal } from './sso-refusal.js';

/** Milliseconds that somebody may take at the provider. */
export const FLOW_LIFETIME = 10 * 60_000;
export const CALLBACK_PATH = '/sso/callback';

/** A sign-in that begins: where the browser goes, and what it must bring back with it. */
export interface BegunFlow {
  readonly url: string;
  readonly browserKey: string;
}

/** What came of a sign-in. */
export type FinishedFlow =
  | ({ readonly purpose: 'sign_in'; readonly session: NewSession } & Pick<
      Origin,
      'returnTo' | 'earlierSession'
    >)
  | { readonly purpose: 'test' };

/** Where a sign-in has begun. */
interface Origin {
  readonly returnTo: string;
  /** The mark of the session that the browser had. */
  readonly earlierSession?: string;
  /** Of a test: who must come back. */
  readonly testerId?: string;
}

interface FlowContent extends FlowSecrets, Origin {
  /** Digest of what the browser that began holds. */
  readonly browser: string;
  /** Of the settings that it began with. */
  readonly settingsUpdatedAt: number;
}

/** Signing in at a tenant's OpenID provider. */
@Injectable()
export class SsoService {
  private readonly logger = new Logger('SingleSignOn');
  private readonly sealed: Sealed;
  private readonly key: Buffer;

  constructor(
    private readonly unit: UnitOfWork,
    private readonly settings: SsoSettingsService,
    private readonly provider: OpenIdProvider,
    private readonly flows: SsoFlowRepository,
    private readonly signIn: SsoSignIn,
    private readonly journal: Journal,
    private readonly configuration: Configuration,
    secretKey: SecretKey,
  ) {
    this.key = secretKey.derive('sso');
    this.sealed = new Sealed(this.key);
  }

  /**
   * Begins a sign-in to the current tenant.
   * @throws NotFoundError while there is no provider, SsoRefusal while it cannot be reached
   */
  async begin(purpose: FlowPurpose, origin: Origin): Promise<BegunFlow> {
    const found = await this.settings.client();
    if (!found) throw new NotFoundError('Single sign-on is not set up');
    const secrets = this.provider.newSecrets();
    const browserKey = randomBytes(32).toString('base64url');
    const url = await this.provider
      .authorizationUrl(found.client, this.redirectUri, secrets)
      .catch((error: unknown) => Promise.reject(this.refusal('provider_unreachable', error)));
    const content: FlowContent = {
      ...secrets,
      ...origin,
      browser: fingerprint(browserKey),
      settingsUpdatedAt: found.updatedAt,
    };
    const now = Date.now();
    await this.unit.write(async () => {
      await this.flows.deleteExpired(currentTenantId(), now);
      const flow = { purpose, sealed: this.sealed.seal(content), expiresAt: now + FLOW_LIFETIME };
      await this.flows.insert(currentTenantId(), this.digest(secrets.state), flow);
    });
    return { url, browserKey };
  }

  /** Begins a test by the caller. @throws NotFoundError, ProblemError `provider_unreachable` */
  async beginTest({ userId }: Principal): Promise<BegunFlow> {
    try {
      return await this.begin('test', { returnTo: '/', testerId: userId });
    } catch (error) {
      if (!(error instanceof SsoRefusal)) throw error;
      throw new ProblemError(409, error.reason, 'The OpenID provider cannot be reached');
    }
  }

  /**
   * Finishes what the browser comes back from, once.
   * @param query of the callback's address, as it came
   * @throws SsoRefusal, journalled, for whatever is not as it must be
   */
  async finish(query: URLSearchParams, browserKey: string | undefined): Promise<FinishedFlow> {
    try {
      const flow = await this.take(query.get('state') ?? '');
      if (!flow) throw this.refusal('unknown_state');
      const { tenantId, publicUrl } = flow;
      Object.assign(currentContext(), { tenantId, publicUrl });
      return await this.finishFlow(flow, query, browserKey);
    } catch (error) {
      const refusal = error instanceof SsoRefusal ? error : this.refusal('not_valid', error);
      await this.recordRefusal(refusal);
      throw refusal;
    }
  }

  private async finishFlow(
    { purpose, sealed, expiresAt }: StoredFlow,
    query: URLSearchParams,
    browserKey: string | undefined,
  ): Promise<FinishedFlow> {
    const content = this.sealed.open(sealed) as FlowContent;
    if (expiresAt <= Date.now()) throw this.refusal('too_late');
    if (browserKey === undefined || fingerprint(browserKey) !== content.browser) {
      throw this.refusal('another_browser');
    }
    if (query.has('error')) throw this.refusal('refused_by_provider');
    const found = await this.settings.client();
    if (!found || found.updatedAt !== content.settingsUpdatedAt) throw this.refusal('settings_changed');
    const callback = new URL(`${this.redirectUri}?${query.toString()}`);
    const claims = await this.provider
      .claims(found.client, callback, content)
      .catch((error: unknown) => Promise.reject(this.refusal('not_valid', error)));
    if (purpose === 'test') {
      await this.signIn.test(claims, content.testerId!, found.updatedAt);
      return { purpose };
    }
    const { returnTo, earlierSession } = content;
    return { purpose, session: await this.signIn.signIn(claims), returnTo, earlierSession };
  }

  private take(state: string): Promise<StoredFlow | undefined> {
    return this.unit.write(() => this.flows.take(this.digest(state)));
  }

  /** Built from what we are called, never from what a request says (`Host`). */
  private get redirectUri(): string {
    return currentPublicUrl(this.configuration) + CALLBACK_PATH;
  }

  private refusal(reason: string, cause?: unknown): SsoRefusal {
    if (cause !== undefined) this.logger.warn({ err: cause }, reason);
    return new SsoRefusal(reason);
  }

  private recordRefusal({ reason, userId }: SsoRefusal): Promise<void> {
    const target = userId
      ? ({ type: 'user', id: userId, display: 'single sign-on' } as const)
      : ({ type: 'session', id: null, display: 'single sign-on' } as const);
    return this.unit.write(() =>
      this.journal.record({
        action: 'session.failed',
        target,
        outcome: 'failure',
        changes: [{ path: 'reason', before: null, after: reason }],
      }),
    );
  }

  private digest(state: string): Buffer {
    return createHmac('sha256', this.key).update(`state ${state}`).digest();
  }
}

function fingerprint(browserKey: string): string {
  return createHash('sha256').update(browserKey).digest('base64url');
}
