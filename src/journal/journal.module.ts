import { Module } from '@nestjs/common';
import { JournalAnchor } from './journal-anchor.js';
import { JournalKey } from './journal-key.js';
import { JournalRepository } from './journal.repository.js';
import { Journal } from './journal.js';
import { JournalVerification } from './journal-verification.js';
import { RecordedChangeRepository } from './recorded-change.repository.js';
import { SealRepository } from './seal.repository.js';
import { Sealer } from './sealer.js';

/** The append-only log, and what proves that it is as it was written. */
@Module({
  providers: [
    Journal,
    JournalAnchor,
    JournalKey,
    JournalRepository,
    JournalVerification,
    RecordedChangeRepository,
    SealRepository,
    Sealer,
  ],
  exports: [Journal, JournalVerification, RecordedChangeRepository],
})
export class JournalModule {}
