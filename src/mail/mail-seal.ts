import { Injectable } from '@nestjs/common';
import { SecretKey } from '../config/secret-key.js';
import { Sealed } from '../credentials/sealed.js';

/** The content of mails at rest: it may hold one-time links, which nobody is to read from the database. */
@Injectable()
export class MailSeal extends Sealed {
  constructor(secretKey: SecretKey) {
    super(secretKey.derive('mails'));
  }
}
