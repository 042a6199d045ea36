import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController, ApiProblem, RequirePermission } from '../identity/admin-controller.js';
import {
  describeExtension,
  ExtensionChangesDto,
  ExtensionDto,
  ExtensionListDto,
  NewExtensionDto,
} from './schema-extensions.dto.js';
import { SchemaExtensions } from './schema-extensions.service.js';

@AdminController('schema-extensions', 'Schema extensions')
export class SchemaExtensionsController {
  constructor(private readonly extensions: SchemaExtensions) {}

  @Get()
  @RequirePermission('settings:read')
  @ApiOperation({
    operationId: 'listSchemaExtensions',
    summary: "The tenant's own schemas, which extend users and groups",
  })
  @ApiOkResponse({ type: ExtensionListDto })
  async list(): Promise<ExtensionListDto> {
    return { items: (await this.extensions.list()).map(describeExtension) };
  }

  @Post()
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'createSchemaExtension',
    summary: 'Define a schema extension',
    description:
      'From the next request on its attributes are validated, filtered, sorted, patched and shown by `/Schemas` like built-in ones.',
  })
  @ApiCreatedResponse({ type: ExtensionDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(409, 'There is a schema of this URN, or there are twenty extensions')
  async create(@Body() definition: NewExtensionDto): Promise<ExtensionDto> {
    return describeExtension(await this.extensions.create(definition));
  }

  @Get(':urn')
  @RequirePermission('settings:read')
  @ApiOperation({ operationId: 'retrieveSchemaExtension', summary: 'One schema extension' })
  @ApiOkResponse({ type: ExtensionDto })
  @ApiProblem(404, 'There is no such schema extension')
  async retrieve(@Param('urn') urn: string): Promise<ExtensionDto> {
    return describeExtension(await this.extensions.retrieve(urn));
  }

  @Put(':urn')
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'replaceSchemaExtension',
    summary: 'Change a schema extension',
    description:
      'Attributes can come at any time; those that resources have values of neither go nor change type.',
  })
  @ApiOkResponse({ type: ExtensionDto })
  @ApiProblem(400, 'A field breaks a rule')
  @ApiProblem(404, 'There is no such schema extension')
  @ApiProblem(409, 'Resources have values of what would go or become something else')
  async replace(@Param('urn') urn: string, @Body() changes: ExtensionChangesDto): Promise<ExtensionDto> {
    return describeExtension(await this.extensions.replace(urn, changes));
  }

  @Delete(':urn')
  @HttpCode(204)
  @RequirePermission('settings:write')
  @ApiOperation({
    operationId: 'deleteSchemaExtension',
    summary: 'Delete a schema extension that no resource has values of',
  })
  @ApiNoContentResponse()
  @ApiProblem(404, 'There is no such schema extension')
  @ApiProblem(409, 'Resources have values of it')
  delete(@Param('urn') urn: string): Promise<void> {
    return this.extensions.delete(urn);
  }
}
