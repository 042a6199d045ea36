import { All, Controller, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotImplementedError } from '../../scim/index.js';
import { ScimBearerGuard } from '../protocol/scim-bearer.guard.js';

/** What RFC 7644 leaves to the service provider and Rollcall does not offer; ServiceProviderConfig says so. */
@ApiExcludeController()
@Controller('scim/v2')
@UseGuards(ScimBearerGuard)
export class UnsupportedController {
  /** RFC 7644 §3.7. */
  @All('Bulk')
  bulk(): never {
    throw new NotImplementedError('Bulk operations are not supported; send the requests one by one');
  }

  /** RFC 7644 §3.11: the secret stands for an IdP, not for a person who could be "me". */
  @All('Me')
  me(): never {
    throw new NotImplementedError('/Me is not supported: the caller is not a person');
  }
}
