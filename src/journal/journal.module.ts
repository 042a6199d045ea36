import { Module } from '@nestjs/common';
import { JournalRepository } from './journal.repository.js';
import { Journal } from './journal.js';

@Module({ providers: [Journal, JournalRepository], exports: [Journal] })
export class JournalModule {}
