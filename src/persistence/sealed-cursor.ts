import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { Sealed } from '../credentials/sealed.js';

/** Positions in lists, handed to clients so that they can neither be read nor forged. */
@Injectable()
export class SealedCursor extends Sealed {
  constructor(secretKey: SecretKey) {
    super(secretKey.derive('cursors'));
  }
}
