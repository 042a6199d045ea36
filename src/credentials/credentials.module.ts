import { Module } from '@nestjs/common';
import { CredentialDigest } from './credential-digest.js';

/** What the SCIM secret and access tokens have in common: how they are written, kept and counted. */
@Module({ providers: [CredentialDigest], exports: [CredentialDigest] })
export class CredentialsModule {}
