import { Module } from '@nestjs/common';
import { ErasureRepository } from './erasure.repository.js';
import { JournalAnchor } from './journal-anchor.js';
import { JournalKey } from './journal-key.js';
import { JournalRepository } from './journal.repository.js';
import { Journal } from './journal.js';
import { JournalErasure } from './journal-erasure.js';
import { JournalRetention } from './journal-retention.js';
import { JournalVerification } from './journal-verification.js';
import { RecordedChangeRepository } from './recorded-change.repository.js';
import { RetentionRepository } from './retention.repository.js';
import { SealRepository } from './seal.repository.js';
import { Sealer } from './sealer.js';

/** The append-only log, and what proves that it is as it was written. */
@Module({
  providers: [
    ErasureRepository,
    Journal,
    JournalAnchor,
    JournalKey,
    JournalErasure,
    JournalRepository,
    JournalRetention,
    JournalVerification,
    RecordedChangeRepository,
    RetentionRepository,
    SealRepository,
    Sealer,
  ],
  exports: [Journal, JournalErasure, JournalVerification, RecordedChangeRepository],
})
export class JournalModule {}
