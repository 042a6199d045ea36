/** Names of the schemas that the API's description has for SCIM (scim-schemas.ts). */
export type ScimSchemaName =
  | 'ScimUser'
  | 'ScimGroup'
  | 'ScimUserList'
  | 'ScimGroupList'
  | 'ScimList'
  | 'ScimPatchOp'
  | 'ScimSearchRequest'
  | 'ScimError'
  | 'ScimServiceProviderConfig'
  | 'ScimResourceType'
  | 'ScimResourceTypeList'
  | 'ScimSchema'
  | 'ScimSchemaList'
  | 'ScimReadiness';
