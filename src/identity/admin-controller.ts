import {
  applyDecorators,
  Controller,
  createParamDecorator,
  SetMetadata,
  UseGuards,
  type ExecutionContext,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCookieAuth,
  ApiExtraModels,
  ApiForbiddenResponse,
  ApiResponse,
  ApiTags,
  ApiUnauthorizedResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ProblemDto } from '../admin-api/problem.dto.js';
import { AdminGuard, type AdminRequest } from './admin.guard.js';
import type { Permission } from './permissions.js';
import type { Principal } from './principal.js';
import { ACCESS, SCOPED, type Access } from './access-metadata.js';

/** A controller of the admin API. Each of its routes declares who may call it; one that does not is closed. */
export const AdminController = (path: string, tag: string): ClassDecorator =>
  applyDecorators(
    Controller(path === '' ? 'api/v1' : `api/v1/${path}`),
    UseGuards(AdminGuard),
    ApiTags(tag),
    ApiExtraModels(ProblemDto),
  );

/** The route is for those who hold the permission. */
export const RequirePermission = (permission: Permission): MethodDecorator =>
  applyDecorators(declare({ permission }), ApiForbidden(`Needs \`${permission}\``), ...describeSignIn());

/** The route shows a limited access token only those whom it may see; without this word it is closed to such tokens. */
export const Scoped = (): MethodDecorator => SetMetadata(SCOPED, true);

/** The route is for everybody who is signed in: for people, not for programs. */
export const SignedIn = (): MethodDecorator =>
  applyDecorators(
    declare('signed-in'),
    ApiForbidden('An access token does not do this, nor a browser that shows another site'),
    ...describeSignIn(),
  );

/** The route is for everybody. */
export const Public = (): MethodDecorator => declare('public');

/** The person who calls a route that is not public. */
export const Caller = createParamDecorator((_data: unknown, execution: ExecutionContext): Principal => {
  const { principal } = execution.switchToHttp().getRequest<AdminRequest>();
  if (!principal) throw new Error('Nobody is signed in on a public route');
  return principal;
});

/** Describes an answer that is an error, RFC 9457. */
export const ApiProblem = (status: number, description: string): MethodDecorator =>
  ApiResponse({ status, description, content: PROBLEM_CONTENT });

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } };

const ApiForbidden = (description: string): MethodDecorator =>
  ApiForbiddenResponse({ description, content: PROBLEM_CONTENT });

/** Made anew for each route: these decorators remember where they were used. */
const describeSignIn = (): MethodDecorator[] => [
  ApiBearerAuth(),
  ApiCookieAuth(),
  ApiUnauthorizedResponse({ description: 'Not signed in', content: PROBLEM_CONTENT }),
];

function declare(access: Access): MethodDecorator {
  return SetMetadata(ACCESS, access);
}
