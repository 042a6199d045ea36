import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/access.service.js';
import { Configuration } from '../config/configuration.js';
import { hashPassword, MIN_PASSWORD_LENGTH } from '../identity/password.js';
import { DOCS_PATH } from '../openapi/serve-docs.js';
import { UnitOfWork } from '../persistence/unit-of-work.js';
import { ForbiddenError } from '../scim/index.js';
import { InstallationRepository } from '../tenants/installation.repository.js';
import { AdministratorService, type Administrator } from './administrator.service.js';

/** Whoever started the server becomes its first administrator, by a token that only they have seen. */
@Injectable()
export class SetupService {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly installation: InstallationRepository,
    private readonly access: AccessService,
    private readonly administrators: AdministratorService,
    private readonly configuration: Configuration,
  ) {}

  /** A new token, which takes the place of an earlier one; undefined once there is an administrator. */
  issueToken(): Promise<string | undefined> {
    return this.unit.write(async () => {
      await this.installation.lock();
      if (await this.access.hasAdministrator()) {
        await this.installation.delete('setup_token_digest');
        return undefined;
      }
      const token = randomBytes(32).toString('base64url');
      await this.installation.set('setup_token_digest', digest(token));
      return token;
    });
  }

  /** Creates the first administrator without a token, unless there is one already. */
  async createFirst(email: string, password: string): Promise<void> {
    if (await this.access.hasAdministrator()) return;
    const passwordHash = await hashPassword(password);
    await this.unit.write(async () => {
      await this.installation.lock();
      if (!(await this.access.hasAdministrator())) await this.administrators.create(email, passwordHash);
    });
  }

  /** Creates the first administrator; the token is used up. @throws ForbiddenError for a token that is not in force */
  async complete(token: string, email: string, password: string): Promise<Administrator> {
    await this.unit.read(() => this.assertInForce(token));
    const passwordHash = await hashPassword(password);
    return this.unit.write(async () => {
      await this.installation.lock();
      await this.assertInForce(token);
      await this.installation.delete('setup_token_digest');
      return this.administrators.create(email, passwordHash);
    });
  }

  /** How the first administrator comes to be, for people. */
  instructions(): string {
    const { publicUrl } = this.configuration;
    return `Rollcall: create the first administrator.

The token is in this page's address, after "token=". Send it with your e-mail and a password of at least
${MIN_PASSWORD_LENGTH} characters:

  curl ${publicUrl}/api/v1/setup -H 'Content-Type: application/json' \\
    -d '{"setupToken": "TOKEN", "email": "you@example.com", "password": "..."}'

What comes next is described at ${publicUrl}${DOCS_PATH}
`;
  }

  /** How somebody with a one-time link sets a password, for people. */
  resetInstructions(): string {
    return `Rollcall: set your password.

The token is in this page's address, after "token=". Send it with a password of at least ${MIN_PASSWORD_LENGTH} characters:

  curl ${this.configuration.publicUrl}/api/v1/session/password-reset -H 'Content-Type: application/json' \\
    -d '{"token": "TOKEN", "password": "..."}'
`;
  }

  private async assertInForce(token: string): Promise<void> {
    const stored = await this.installation.find('setup_token_digest');
    const isRight = stored !== undefined && timingSafeEqual(Buffer.from(digest(token)), Buffer.from(stored));
    if (!isRight || (await this.access.hasAdministrator())) {
      throw new ForbiddenError('The set-up link is not in force; the server prints a new one when it starts');
    }
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
