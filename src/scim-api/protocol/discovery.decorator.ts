import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const DISCOVERY = 'scim:discovery';

/** Marks what tells about the service provider, not about people: it answers also while provisioning is off. */
export const Discovery = (): CustomDecorator => SetMetadata(DISCOVERY, true);
