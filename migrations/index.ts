import { Core1764000000000 } from './0001-core.js';
import { Access1764100000000 } from './0002-access.js';
import { Jobs1764200000000 } from './0003-jobs.js';
import { ProvisioningLog1764300000000 } from './0004-provisioning-log.js';
import { Mail1764400000000 } from './0005-mail.js';
import { Webhooks1764500000000 } from './0006-webhooks.js';
import { JobResume1764600000000 } from './0007-job-resume.js';
import { SchemaExtensions1764700000000 } from './0008-schema-extensions.js';
import { Notifications1764800000000 } from './0009-notifications.js';
import { History1765000000000 } from './0010-history.js';
import { RetainedUsers1765200000000 } from './0011-retained-users.js';
import { Mappings1765300000000 } from './0012-mappings.js';
import { SsoOrigin1765400000000 } from './0013-sso-origin.js';
import { Invitations1765500000000 } from './0014-invitations.js';

/** Every migration in the order in which it runs; a released one is never changed. */
export const migrations = [
  Core1764000000000,
  Access1764100000000,
  Jobs1764200000000,
  ProvisioningLog1764300000000,
  Mail1764400000000,
  Webhooks1764500000000,
  JobResume1764600000000,
  SchemaExtensions1764700000000,
  Notifications1764800000000,
  History1765000000000,
  RetainedUsers1765200000000,
  Mappings1765300000000,
  SsoOrigin1765400000000,
  Invitations1765500000000,
];
