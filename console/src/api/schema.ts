// Written by `npm run generate`.
export interface paths {
  '/api/v1/session/invitation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Set a password by the link of an invitation, and sign in
     * @description The session is in the cookie.
     */
    post: operations['acceptInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/access-tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Access tokens in order of creation */
    get: operations['listAccessTokens'];
    put?: never;
    /**
     * Create an access token
     * @description It acts for the caller, and for as long as they may do it themselves. Programs create none.
     */
    post: operations['createAccessToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/access-tokens/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One access token */
    get: operations['retrieveAccessToken'];
    put?: never;
    post?: never;
    /** Void an access token */
    delete: operations['voidAccessToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/settings/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What invitations say */
    get: operations['retrieveInvitationSettings'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change what is given
     * @description Who is invited, and when, the connection says (`invitations`). Null removes a value.
     */
    patch: operations['updateInvitationSettings'];
    trace?: never;
  };
  '/api/v1/session/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change your password
     * @description Ends all of your sessions and begins a new one.
     */
    post: operations['changePassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/password-reset': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Set a password by a one-time link */
    post: operations['resetPassword'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/password-link': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * A one-time link by which the user sets a password
     * @description In force for 24 hours; earlier links of the user are void.
     */
    post: operations['issuePasswordLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/recovery': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign an administrator in by a one-time link of the host */
    post: operations['recover'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All roles with what they permit */
    get: operations['listRoles'];
    put?: never;
    /**
     * Create a role
     * @description It permits nothing that the caller may not do.
     */
    post: operations['createRole'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/roles/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One role */
    get: operations['retrieveRole'];
    put?: never;
    post?: never;
    /** Delete a role that nobody holds */
    delete: operations['deleteRole'];
    options?: never;
    head?: never;
    /** Change one of the tenant's own roles */
    patch: operations['updateRole'];
    trace?: never;
  };
  '/api/v1/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who am I */
    get: operations['retrieveSession'];
    put?: never;
    /**
     * Sign in
     * @description Sets a cookie for the console and returns a bearer token.
     */
    post: operations['signIn'];
    /** Sign out */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/session/options': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How people sign in at this address
     * @description Of the tenant whose own address this is, else of the first. Other tenants are not told of.
     */
    get: operations['retrieveSignInOptions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where you are signed in, newest first */
    get: operations['listOwnSessions'];
    put?: never;
    post?: never;
    /** Sign out everywhere else */
    delete: operations['endOtherSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sessions/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End one of your sessions */
    delete: operations['endOwnSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where a user is signed in, newest first */
    get: operations['listSessionsOfUser'];
    put?: never;
    post?: never;
    /** Sign a user out everywhere */
    delete: operations['endSessionsOfUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/settings/sso': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tenant's OpenID provider */
    get: operations['retrieveSsoSettings'];
    /**
     * Set the tenant's OpenID provider
     * @description Administrators only. The discovery document is read and its issuer compared.
     */
    put: operations['replaceSsoSettings'];
    post?: never;
    /** End single sign-on */
    delete: operations['deleteSsoSettings'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/settings/sso/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Begin a test sign-in
     * @description Whoever asks opens the address in the same browser and must come back as themselves.
     */
    post: operations['beginSsoTest'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/schema-extensions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The tenant's own schemas, which extend users and groups */
    get: operations['listSchemaExtensions'];
    put?: never;
    /**
     * Define a schema extension
     * @description From the next request on its attributes are validated, filtered, sorted, patched and shown by `/Schemas` like built-in ones.
     */
    post: operations['createSchemaExtension'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/schema-extensions/{urn}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One schema extension */
    get: operations['retrieveSchemaExtension'];
    /**
     * Change a schema extension
     * @description Attributes can come at any time; those that resources have values of neither go nor change type.
     */
    put: operations['replaceSchemaExtension'];
    post?: never;
    /** Delete a schema extension that no resource has values of */
    delete: operations['deleteSchemaExtension'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This description with the tenant's own schema extensions */
    get: operations['retrieveOpenApi'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Groups in order of creation */
    get: operations['listGroups'];
    put?: never;
    /** Create a group that is managed here */
    post: operations['createGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One group */
    get: operations['retrieveGroup'];
    put?: never;
    post?: never;
    /** Delete a group; its members stay */
    delete: operations['deleteGroup'];
    options?: never;
    head?: never;
    /**
     * Change what is given
     * @description Null removes the icon.
     */
    patch: operations['updateGroup'];
    trace?: never;
  };
  '/api/v1/groups/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Direct members in order of their creation */
    get: operations['listGroupMembers'];
    put?: never;
    /**
     * Add members
     * @description All or none; those who are members already stay so.
     */
    post: operations['addGroupMembers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/{id}/members/{memberId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove a member */
    delete: operations['removeGroupMember'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/restoration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bring a user back to how they were
     * @description Attributes, state and roles, as far as the caller may give them; needs `audit:read` too. Not restored: passwords and sign-ins, and what others have of the user, such as memberships.
     */
    post: operations['restoreUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/groups/{id}/restoration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bring a group back to how it was
     * @description Attributes, icon and members, as far as these still exist; needs `audit:read` too.
     */
    post: operations['restoreGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/retained-users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Users whom the identity provider has deleted, and who are kept for a while
     * @description With `onDelete: "retain"` for 30 days. Those deleted last come first.
     */
    get: operations['listRetainedUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/retained-users/{id}/restoration': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Bring a user back who was deleted
     * @description Under the same id, with the attributes of then; without a password. Groups, organizations and roles come back as far as they still exist and the caller may give them (`groups:write`, `organizations:write`).
     */
    post: operations['restoreRetainedUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/retained-users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove a deleted user for good, at once */
    delete: operations['deleteRetainedUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Users in order of creation */
    get: operations['listUsers'];
    put?: never;
    /** Create a user who is managed here */
    post: operations['createUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One user */
    get: operations['retrieveUser'];
    put?: never;
    post?: never;
    /**
     * Delete a user
     * @description Never the last administrator.
     */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    /**
     * Change what is given
     * @description Null removes a value.
     */
    patch: operations['updateUser'];
    trace?: never;
  };
  '/api/v1/users/{id}/invitation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an invitation, for the first time or again
     * @description A mail with a link that works once, within 7 days; earlier ones are void. Whoever signs in by single sign-on is led there.
     */
    post: operations['inviteUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}/activate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that a user who was invited has come
     * @description For the application that has seen them; signing in to Rollcall says so by itself. Again is no change.
     */
    post: operations['activateUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mappings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Mapping rules in their order, automatic ones last */
    get: operations['listMappings'];
    put?: never;
    /**
     * Create a mapping rule
     * @description From a group, or from a filter on users, to an organization, a role, or both. It is in force at once; a job gives what follows from it to those who are there.
     */
    post: operations['createMapping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mappings/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Who would gain and lose what, before a rule is saved
     * @description Changes nothing. The job’s result is `{users, organizations, roles, examples}`: how many users it is about; by the id of an organization, and by role, how many would have it `gained`, `lost`, or `changed` (be something else in the organization); and the first twenty users with their `outcomes`.
     */
    post: operations['previewMapping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mappings/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One mapping rule */
    get: operations['retrieveMapping'];
    put?: never;
    post?: never;
    /**
     * Delete a mapping rule
     * @description A job takes what people have by it alone.
     */
    delete: operations['deleteMapping'];
    options?: never;
    head?: never;
    /**
     * Change a mapping rule, or its place
     * @description Null takes a field away. A job gives and takes what follows.
     */
    patch: operations['updateMapping'];
    trace?: never;
  };
  '/api/v1/scim/connection': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The connection to the identity provider */
    get: operations['retrieveConnection'];
    put?: never;
    post?: never;
    /**
     * End the connection
     * @description Voids the secret and puts its settings back to their defaults; how people sign in stays.
     */
    delete: operations['deleteConnection'];
    options?: never;
    head?: never;
    /** Change settings; those not given stay */
    patch: operations['updateConnection'];
    trace?: never;
  };
  '/api/v1/scim/administrators': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who may be named SCIM administrator */
    get: operations['listScimAdministrators'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/requests': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The provisioning log, newest first
     * @description The calls of the identity provider that changed something or failed; of failures what to do.
     */
    get: operations['listScimRequests'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/requests/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One call of the provisioning log */
    get: operations['retrieveScimRequest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/failures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What fails at the moment, failed last first
     * @description One for each user, group or query; over once a call for the same target succeeds.
     */
    get: operations['listScimFailures'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/failures/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take a failure for settled, which the identity provider will not try again */
    delete: operations['dismissScimFailure'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/syncs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sync runs, newest first
     * @description Bursts of calls of the identity provider, with less than five minutes between two calls, and what came of them.
     */
    get: operations['listScimSyncs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/syncs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One sync run */
    get: operations['retrieveScimSync'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/tolerances': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Which deviations from the standard the identity provider leans on
     * @description With the connection set to `strict`, each of them is refused.
     */
    get: operations['listScimTolerances'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The SCIM secret, without itself */
    get: operations['retrieveScimSecret'];
    put?: never;
    /**
     * Issue the SCIM secret
     * @description Shows it this once. The secret before it is void at once, on every replica. It gives no role that whoever has issued it may not give.
     */
    post: operations['issueScimSecret'];
    /** Void the SCIM secret */
    delete: operations['voidScimSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Long work, newest first */
    get: operations['listJobs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How far a job is, and what came of it */
    get: operations['retrieveJob'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}/conflicts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** For whom a job could do nothing, and why */
    get: operations['listJobConflicts'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}/changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a dry run has found to change
     * @description What a job has changed stands in the history, under the job’s id as `requestId`.
     */
    get: operations['listJobChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/import-users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create users from a file
     * @description CSV with a header, or JSON lines. The job’s result is `{dryRun, lines, created, faulty, faults: [{line, errors}]}`.
     */
    post: operations['importUsers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/matching-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What a first sync would take over, create, leave alone and refuse, and why
     * @description Takes the users and groups of the identity provider as a SCIM ListResponse, or users as CSV with a header (as the import). Changes nothing.
     */
    post: operations['previewMatching'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/convert-user-ids': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make every user’s e-mail their userName
     * @description In small steps, between which everybody is served; goes on by itself after a stop or a kill. The job’s result is `{dryRun, converted, unchanged}`; the reasons of conflicts are `managed`, `no_email`, `invalid_email`, `email_shared`, `name_taken`, `not_permitted`, `changed_since`.
     */
    post: operations['convertUserIds'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/{id}/undo': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Undo a conversion of user IDs
     * @description A job too, whose result is `{restored, unchanged}`. Whose userName was changed since keeps it: `changed_since`.
     */
    post: operations['undoJob'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit-events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who did what to whom, newest first */
    get: operations['listAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit-events/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The history as a file, newest first
     * @description Streamed, at any length; with the filters of the list. That it was exported is an entry itself.
     */
    get: operations['exportAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit-events/verification': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Prove that the history is as it was written
     * @description Walks the whole hash chain; names the first entry that is not as it was.
     */
    get: operations['verifyAuditEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/jobs/erase-history': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erase a person from the history
     * @description Their names, addresses and attributes; who did what to whom stays, by id, and the history stays provable. The job’s result is `{erased}`, the number of entries. It cannot be taken back.
     */
    post: operations['eraseHistory'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What has changed, in order
     * @description Every change of users, groups and organizations within a second of its commit. Ask again with `after` set to `next`.
     */
    get: operations['listEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mails': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Mails and what became of them, newest first
     * @description For 90 days after their end, without what they say.
     */
    get: operations['listMails'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mails/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether mails leave */
    get: operations['retrieveMailStatus'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mails/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a mail at once, and hear what the mail server answers
     * @description Waits at most 15 seconds.
     */
    post: operations['sendTestMail'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mails/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What became of a mail */
    get: operations['retrieveMail'];
    put?: never;
    post?: never;
    /** Discard a mail that has bounced or failed */
    delete: operations['discardMail'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/mails/{id}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Try to send a mail again that has bounced or failed
     * @description For three days, as if it had just been written.
     */
    post: operations['resendMail'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Webhooks in order of creation */
    get: operations['listWebhooks'];
    put?: never;
    /**
     * Create a webhook
     * @description It hears of what happens from then on. Needs `events:read`, too; a tenant has at most 20.
     */
    post: operations['createWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One webhook */
    get: operations['retrieveWebhook'];
    put?: never;
    post?: never;
    /** Void a webhook: nothing more is sent to it */
    delete: operations['voidWebhook'];
    options?: never;
    head?: never;
    /**
     * Change, disable or enable a webhook
     * @description What has failed is tried anew once it is enabled, or has another address.
     */
    patch: operations['modifyWebhook'];
    trace?: never;
  };
  '/api/v1/webhooks/{id}/secret': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a webhook a new secret
     * @description The secrets of now sign beside it for a while, a day unless another time is said.
     */
    post: operations['rotateWebhookSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an event of the type `webhook.test` at once
     * @description Signed like any other, once, whether the webhook is enabled or not.
     */
    post: operations['testWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send everything again after a position
     * @description In order, and each event with the id that it had.
     */
    post: operations['replayWebhook'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was sent to a webhook, newest first
     * @description What arrived is shown for three days, what was given up for thirty.
     */
    get: operations['listWebhookDeliveries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/webhooks/{id}/deliveries/{deliveryId}/resend': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send an event again, or sooner
     * @description With the id that it had; after earlier events of the same resource that are pending.
     */
    post: operations['resendWebhookDelivery'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/setup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create the first administrator
     * @description With the one-time set-up token.
     */
    post: operations['completeSetup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tenants in order of creation */
    get: operations['listTenants'];
    put?: never;
    /** Create a tenant */
    post: operations['createTenant'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tenants/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One tenant */
    get: operations['retrieveTenant'];
    put?: never;
    post?: never;
    /**
     * Delete a tenant with everything in it
     * @description It is closed at once; its data is removed in the minutes that follow. Never the first tenant.
     */
    delete: operations['deleteTenant'];
    options?: never;
    head?: never;
    /** Change what is given */
    patch: operations['updateTenant'];
    trace?: never;
  };
  '/api/v1/tenants/{id}/setup-link': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Another link for the first administrator */
    post: operations['issueSetupLink'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/scim/readiness': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether all is ready for the identity provider, and what stands in the way
     * @description Answers of the last ten seconds are given again.
     */
    get: operations['checkReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Organizations in order of creation */
    get: operations['listOrganizations'];
    put?: never;
    /** Create an organization */
    post: operations['createOrganization'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One organization */
    get: operations['retrieveOrganization'];
    put?: never;
    post?: never;
    /** Delete an organization; its members stay */
    delete: operations['deleteOrganization'];
    options?: never;
    head?: never;
    /** Rename an organization */
    patch: operations['renameOrganization'];
    trace?: never;
  };
  '/api/v1/organizations/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who belongs to an organization */
    get: operations['listOrganizationMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/organizations/{id}/members/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Let a user belong to an organization */
    put: operations['addOrganizationMember'];
    post?: never;
    /** End that a user belongs to an organization */
    delete: operations['removeOrganizationMember'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    FieldErrorDto: {
      /** @example notificationEmails[0] */
      path: string;
      /** @example must be an email */
      message: string;
    };
    ProblemDto: {
      /** @enum {string} */
      type: 'about:blank';
      /** @example Bad Request */
      title: string;
      /** @example 400 */
      status: number;
      /**
       * @description In plain words.
       * @example notificationEmails[0] must be an email
       */
      detail: string;
      /**
       * @description For programs.
       * @example invalid_input
       */
      code: string;
      /** @description Which fields of the input are at fault. */
      errors?: components['schemas']['FieldErrorDto'][];
    };
    PasswordResetDto: {
      /** @description From the link, after `token=`. */
      token: string;
      /** Format: password */
      password: string;
    };
    AcceptedInvitationDto: {
      /** @example Acme Wiki */
      productName: string;
      /**
       * @description Where to go now.
       * @example https://wiki.example.com
       */
      applicationUrl: string | null;
    };
    TokenOwnerDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Ada Lovelace */
      display: string;
    };
    AccessTokenDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Wiki */
      name: string;
      /**
       * @description By which to recognise it.
       * @example rca_3fQ8…x9Kd
       */
      hint: string;
      owner: components['schemas']['TokenOwnerDto'];
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
      groupIds: string[] | null;
      organizationIds: string[] | null;
      /** Format: date-time */
      createdAt: string;
      expiresAt: string | null;
      /** @description To the minute. */
      lastUsedAt: string | null;
    };
    AccessTokenListDto: {
      items: components['schemas']['AccessTokenDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    NewAccessTokenDto: {
      /**
       * @description What it is for.
       * @example Wiki
       */
      name: string;
      /**
       * @description None that you lack.
       * @example [
       *       "users:read"
       *     ]
       */
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
      /** @description Without it, never. */
      expiresAt?: string | null;
      /** @description Limits it to the people in these groups and those below. */
      groupIds?: string[] | null;
      /** @description Limits it to the people in these organizations. */
      organizationIds?: string[] | null;
    };
    CreatedAccessTokenDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Wiki */
      name: string;
      /**
       * @description By which to recognise it.
       * @example rca_3fQ8…x9Kd
       */
      hint: string;
      owner: components['schemas']['TokenOwnerDto'];
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
      groupIds: string[] | null;
      organizationIds: string[] | null;
      /** Format: date-time */
      createdAt: string;
      expiresAt: string | null;
      /** @description To the minute. */
      lastUsedAt: string | null;
      /** @description For `Authorization: Bearer`. It is shown this once. */
      token: string;
    };
    InvitationSettingsDto: {
      /** @example Acme Wiki */
      productName: string;
      text: string | null;
      /** @example https://wiki.example.com */
      applicationUrl: string | null;
    };
    InvitationSettingsChangesDto: {
      /**
       * @description What people are invited to.
       * @example Acme Wiki
       */
      productName?: string;
      /** @description What you have to say, each line a paragraph. */
      text?: string | null;
      /**
       * @description Where people go once they are in; null for the console.
       * @example https://wiki.example.com
       */
      applicationUrl?: string | null;
    };
    PasswordChangeDto: {
      /** Format: password */
      currentPassword: string;
      /** Format: password */
      newPassword: string;
    };
    SignedInUserDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example ada@example.com */
      userName: string;
      /** @example Ada Lovelace */
      displayName: string;
      /**
       * @example [
       *       "administrator"
       *     ]
       */
      roles: string[];
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
    };
    NewSessionDto: {
      /**
       * Format: date-time
       * @description When it ends at the latest; after 12 hours without use it ends too.
       */
      expiresAt: string;
      user: components['schemas']['SignedInUserDto'];
      /** @description For `Authorization: Bearer`; browsers have it in a cookie. */
      token: string;
    };
    PasswordLinkDto: {
      /** @description For the user alone; it is shown this once and lets them in once. */
      url: string;
      /** Format: date-time */
      expiresAt: string;
    };
    RecoveryDto: {
      /** @description From the link that `rollcall admin recover` has printed, after `token=`. */
      token: string;
    };
    RoleDto: {
      /** @example help_desk */
      name: string;
      /** @example Answers the phone. */
      description: string;
      /** @description The same in every tenant, and never changed. */
      builtIn: boolean;
      /**
       * @example [
       *       "users:read",
       *       "groups:read"
       *     ]
       */
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
    };
    RoleListDto: {
      /** @description The built-in ones, then the tenant's own by name. */
      items: components['schemas']['RoleDto'][];
    };
    NewRoleDto: {
      /**
       * @description Never changes.
       * @example help_desk
       */
      name: string;
      /**
       * @default
       * @example Answers the phone.
       */
      description: string;
      /**
       * @example [
       *       "users:read",
       *       "groups:read"
       *     ]
       */
      permissions: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
    };
    RoleChangesDto: {
      description?: string;
      /**
       * @example [
       *       "users:read"
       *     ]
       */
      permissions?: (
        | 'users:read'
        | 'groups:read'
        | 'organizations:read'
        | 'mappings:read'
        | 'roles:read'
        | 'provisioning:read'
        | 'audit:read'
        | 'events:read'
        | 'webhooks:read'
        | 'jobs:read'
        | 'settings:read'
        | 'tenants:read'
        | 'access-tokens:read'
        | 'users:write'
        | 'groups:write'
        | 'organizations:write'
        | 'mappings:write'
        | 'roles:write'
        | 'provisioning:write'
        | 'audit:write'
        | 'events:write'
        | 'webhooks:write'
        | 'jobs:write'
        | 'settings:write'
        | 'tenants:write'
        | 'access-tokens:write'
        | 'provisioning:create'
        | 'provisioning:delete'
      )[];
    };
    SignInDto: {
      /**
       * @description The account's e-mail, or its userName where two accounts share the e-mail.
       * @example ada@example.com
       */
      email: string;
      /** Format: password */
      password: string;
      /**
       * @description The tenant's name; without it, the tenant whose own address this is, else the first.
       * @example default
       */
      tenant?: string;
    };
    CurrentSessionDto: {
      /**
       * Format: date-time
       * @description When it ends at the latest; after 12 hours without use it ends too.
       */
      expiresAt: string;
      user: components['schemas']['SignedInUserDto'];
      /**
       * @description The tenant's name.
       * @example default
       */
      tenant: string;
    };
    SignInOptionsDto: {
      /**
       * @description What Rollcall calls itself at this address; browsers that are elsewhere belong there.
       * @example https://rollcall.example.com
       */
      publicUrl: string;
      /** @description Whether there is an administrator; otherwise the set-up link makes one. */
      isSetUp: boolean;
      /** @description Whether people may sign in by password here. */
      password: boolean;
      /** @description Whether there is an OpenID provider: `/sso/start` begins. */
      singleSignOn: boolean;
      /** @description Whether people of other tenants sign in here too, by naming theirs. */
      otherTenants: boolean;
    };
    ListedSessionDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /**
       * @description How it began.
       * @enum {string}
       */
      method: 'password' | 'sso' | 'recovery';
      /**
       * @description From where it began.
       * @example 192.0.2.7
       */
      ip: string | null;
      /**
       * @description What the browser called itself.
       * @example Mozilla/5.0
       */
      userAgent: string | null;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description To the minute.
       */
      lastSeenAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description Whether this request comes from it. */
      current: boolean;
    };
    SessionListDto: {
      items: components['schemas']['ListedSessionDto'][];
    };
    SsoSettingsDto: {
      /** @example https://example.okta.com */
      issuer: string;
      /** @example 0oa1b2c3d4 */
      clientId: string;
      /** @description Whether there is a client secret. */
      hasClientSecret: boolean;
      /** @description When a test sign-in last worked with these settings. */
      testedAt: string | null;
      /** Format: date-time */
      updatedAt: string;
      /**
       * @description What the provider must know.
       * @example https://rollcall.example.com/sso/callback
       */
      redirectUri: string;
    };
    SsoSettingsChangesDto: {
      /**
       * @description Exactly as the discovery document of the provider says.
       * @example https://example.okta.com
       */
      issuer: string;
      /** @example 0oa1b2c3d4 */
      clientId: string;
      /** @description Without it the present one stays; null for a public client. It is never shown. */
      clientSecret?: string | null;
    };
    SsoTestDto: {
      /** @description To be opened in this browser, by whoever asked. */
      url: string;
    };
    SubAttributeDto: {
      /** @example value */
      name: string;
      /** @enum {string} */
      type: 'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference';
      /** @default  */
      description: string;
      /**
       * @description Whether case counts when compared.
       * @default false
       */
      caseExact: boolean;
      /**
       * @example [
       *       "work",
       *       "home"
       *     ]
       */
      canonicalValues?: string[];
      /**
       * @description Of a reference.
       * @example [
       *       "User"
       *     ]
       */
      referenceTypes?: string[];
    };
    AttributeDto: {
      /** @example value */
      name: string;
      /** @default  */
      description: string;
      /**
       * @description Whether case counts when compared.
       * @default false
       */
      caseExact: boolean;
      /**
       * @example [
       *       "work",
       *       "home"
       *     ]
       */
      canonicalValues?: string[];
      /**
       * @description Of a reference.
       * @example [
       *       "User"
       *     ]
       */
      referenceTypes?: string[];
      /** @enum {string} */
      type: 'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference' | 'complex';
      /** @default false */
      multiValued: boolean;
      /** @default false */
      required: boolean;
      /**
       * @default readWrite
       * @enum {string}
       */
      mutability: 'readWrite' | 'immutable' | 'writeOnly' | 'readOnly';
      /**
       * @default default
       * @enum {string}
       */
      returned: 'default' | 'always' | 'request' | 'never';
      /**
       * @description `server`: unique in the tenant.
       * @default none
       * @enum {string}
       */
      uniqueness: 'none' | 'server';
      /** @description Of a complex attribute. */
      subAttributes?: components['schemas']['SubAttributeDto'][];
    };
    ExtensionDto: {
      /** @example Acme employee */
      name: string;
      /** @default  */
      description: string;
      /**
       * @description Every resource of the type has it.
       * @default false
       */
      required: boolean;
      attributes: components['schemas']['AttributeDto'][];
      /** @example urn:acme:params:scim:schemas:extension:hr:2.0:User */
      id: string;
      /** @enum {string} */
      resourceType: 'User' | 'Group';
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    ExtensionListDto: {
      /** @description In order of URN. */
      items: components['schemas']['ExtensionDto'][];
    };
    NewExtensionDto: {
      /** @example Acme employee */
      name: string;
      /** @default  */
      description: string;
      /**
       * @description Every resource of the type has it.
       * @default false
       */
      required: boolean;
      attributes: components['schemas']['AttributeDto'][];
      /** @example urn:acme:params:scim:schemas:extension:hr:2.0:User */
      id: string;
      /** @enum {string} */
      resourceType: 'User' | 'Group';
    };
    ExtensionChangesDto: {
      /** @example Acme employee */
      name: string;
      /** @default  */
      description: string;
      /**
       * @description Every resource of the type has it.
       * @default false
       */
      required: boolean;
      attributes: components['schemas']['AttributeDto'][];
    };
    GroupDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Sales */
      displayName: string;
      icon: string | null;
      /** @description Whether the identity provider manages it. */
      externallyManaged: boolean;
      /** @description It was restored here since the identity provider has written it. */
      drift: boolean;
      externalId: string | null;
      /** @description Direct members, users and groups. */
      memberCount: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    GroupListDto: {
      items: components['schemas']['GroupDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    NewGroupDto: {
      /**
       * @description Unique, whatever its case.
       * @example Sales
       */
      displayName: string;
      /**
       * @description An https address or an emoji.
       * @example 🧭
       */
      icon?: string | null;
      /** @description Ids of users and groups. */
      memberIds?: string[];
    };
    GroupChangesDto: {
      /** @example Sales */
      displayName?: string;
      /** @example https://example.com/sales.png */
      icon?: string | null;
    };
    GroupMemberDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @enum {string} */
      type: 'user' | 'group';
      /** @example Ada Lovelace */
      display: string;
      /** @description Of a user; groups are always active. */
      active: boolean;
    };
    GroupMemberListDto: {
      items: components['schemas']['GroupMemberDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    GroupMembersDto: {
      /** @description Ids of users and groups. */
      memberIds: string[];
    };
    RestorationRequestDto: {
      /** @description Of an entry of the history: as it was after this one, with all that came before. */
      sequence: number;
      /**
       * @description Changes nothing, and shows what would change.
       * @default false
       */
      dryRun: boolean;
    };
    RestoredChangeDto: {
      /** @example name.familyName */
      path: string;
      /**
       * @description Null where it was absent.
       * @example Hopper
       */
      before: unknown;
      /**
       * @description Null where it is absent.
       * @example Murray
       */
      after: unknown;
    };
    RestoredMembersDto: {
      added: number;
      removed: number;
      /** @description Who were members then, and do not exist any more. */
      missing: number;
    };
    RestorationDto: {
      sequence: number;
      /** @description False after a dry run, and where nothing was to change. */
      applied: boolean;
      /** @description From what is there to what was; the first thousand members each by themselves. */
      changes: components['schemas']['RestoredChangeDto'][];
      members: components['schemas']['RestoredMembersDto'];
      /** @description The identity provider manages it, and has something else until it writes again. */
      drift: boolean;
    };
    RetainedUserDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example ada@example.com */
      userName: string;
      email: string | null;
      displayName: string | null;
      externalId: string | null;
      /** @description Whether they come back managed by the identity provider. */
      externallyManaged: boolean;
      /**
       * @description What they held when they were deleted.
       * @example [
       *       "member"
       *     ]
       */
      roles: string[];
      /** Format: date-time */
      deletedAt: string;
      /**
       * Format: date-time
       * @description When they are removed for good.
       */
      keptUntil: string;
    };
    RetainedUserListDto: {
      items: components['schemas']['RetainedUserDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    UserInvitationDto: {
      /** @description When the last invitation was written; null while there was none. */
      sentAt: string | null;
      /** @description What became of its mail. `bounced`: refused; `failed`: given up after days. Null while there was none, and 90 days after its end. */
      delivery: ('queued' | 'sent' | 'bounced' | 'failed') | null;
      /** @description When the user came for the first time. */
      activatedAt: string | null;
    };
    ReasonGroupDto: {
      id: string;
      /** @example Sales EMEA */
      displayName: string;
    };
    RoleReasonDto: {
      /** @description The rule. */
      mappingId?: string;
      /** @description Whose members the rule is about. */
      group?: components['schemas']['ReasonGroupDto'];
      /**
       * @description The filter that says whom it is about.
       * @example department eq "Sales"
       */
      filter?: string;
      /**
       * @description By hand, by the identity provider, or by a mapping rule.
       * @enum {string}
       */
      type: 'manual' | 'scim' | 'mapping';
    };
    RoleOfUserDto: {
      /** @example member */
      role: string;
      reasons: components['schemas']['RoleReasonDto'][];
    };
    GroupOfUserDto: {
      id: string;
      /** @example Engineering */
      displayName: string;
      /** @description Not only by way of another group. */
      direct: boolean;
    };
    ReasonDto: {
      /**
       * @description By hand, or by a mapping rule.
       * @enum {string}
       */
      type: 'manual' | 'mapping';
      /** @description The rule. */
      mappingId?: string;
      /** @description Whose members the rule is about. */
      group?: components['schemas']['ReasonGroupDto'];
      /**
       * @description The filter that says whom it is about.
       * @example department eq "Sales"
       */
      filter?: string;
    };
    OrganizationOfUserDto: {
      id: string;
      name: string;
      /** @description What they are in the organization. */
      role: string | null;
      /** @description Why they belong to it. */
      reasons: components['schemas']['ReasonDto'][];
    };
    UserDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example ada@example.com */
      userName: string;
      /** @description The one of type work, else the primary one, else the first. */
      email: string | null;
      givenName: string | null;
      familyName: string | null;
      displayName: string | null;
      active: boolean;
      /**
       * @description `invited`: active, and has not come yet.
       * @enum {string}
       */
      status: 'invited' | 'active' | 'inactive';
      /** @description Null for who never was expected to come for the first time. */
      invitation: components['schemas']['UserInvitationDto'] | null;
      /** @description The identity provider manages userName, e-mail and names. */
      externallyManaged: boolean;
      /** @description They were restored here since the identity provider has written them. */
      drift: boolean;
      externalId: string | null;
      /**
       * @example [
       *       "member"
       *     ]
       */
      roles: string[];
      /** @description Why they hold each of the roles. */
      roleReasons: components['schemas']['RoleOfUserDto'][];
      groups: components['schemas']['GroupOfUserDto'][];
      organizations: components['schemas']['OrganizationOfUserDto'][];
      lastSignInAt: string | null;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** @description The SCIM resource, with `include=scim`. */
      scim?: Record<string, never>;
    };
    UserListDto: {
      items: components['schemas']['UserDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    NewUserDto: {
      /** @example ada@example.com */
      email?: string | null;
      /** @example Ada */
      givenName?: string | null;
      /** @example Lovelace */
      familyName?: string | null;
      /** @example Ada Lovelace */
      displayName?: string | null;
      /** @description False deactivates the user and ends their sessions. */
      active?: boolean;
      /**
       * @description Names of roles.
       * @example [
       *       "member"
       *     ]
       */
      roles?: string[];
      /** @description Ids of organizations. */
      organizations?: string[];
      /**
       * Format: password
       * @description For local sign-in. A new one ends all sessions of the user.
       */
      password?: string;
      /**
       * @description Unique, whatever its case.
       * @example ada@example.com
       */
      userName: string;
    };
    UserChangesDto: {
      /** @example ada@example.com */
      email?: string | null;
      /** @example Ada */
      givenName?: string | null;
      /** @example Lovelace */
      familyName?: string | null;
      /** @example Ada Lovelace */
      displayName?: string | null;
      /** @description False deactivates the user and ends their sessions. */
      active?: boolean;
      /**
       * @description Names of roles.
       * @example [
       *       "member"
       *     ]
       */
      roles?: string[];
      /** @description Ids of organizations. */
      organizations?: string[];
      /**
       * Format: password
       * @description For local sign-in. A new one ends all sessions of the user.
       */
      password?: string;
      /** @example ada@example.com */
      userName?: string;
    };
    MappingDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @description From 1. Null for automatic rules, which come after all others. */
      position: number | null;
      /** @description It keeps the organization of a group that the identity provider pushes. */
      automatic: boolean;
      groupId: string | null;
      /** @description Also where the group is not there any more. */
      groupName: string | null;
      filter: string | null;
      organizationId: string | null;
      /** @description Also where the organization is not there any more. */
      organizationName: string | null;
      organizationRole: string | null;
      role: string | null;
      /** @description What of it is not there any more. */
      faults: ('group_missing' | 'organization_missing' | 'filter_meaningless')[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    MappingListDto: {
      items: components['schemas']['MappingDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    MappingChangesDto: {
      /** @description The group whose members, direct or by nesting, the rule is about. Either this or `filter`. */
      groupId?: string | null;
      /**
       * @description A SCIM filter on users: the rule is about those who satisfy it.
       * @example department eq "Sales"
       */
      filter?: string | null;
      /** @description They belong to this organization. This, or `role`, or both. */
      organizationId?: string | null;
      /**
       * @description What they are in the organization. Of several rules the first that says something counts.
       * @example lead
       */
      organizationRole?: string | null;
      /**
       * @description They hold this role. Nobody maps a role that permits what they may not do themselves.
       * @example auditor
       */
      role?: string | null;
      /** @description Its place among the rules, from 1; the others make room. */
      position?: number;
    };
    ChangedMappingDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @description From 1. Null for automatic rules, which come after all others. */
      position: number | null;
      /** @description It keeps the organization of a group that the identity provider pushes. */
      automatic: boolean;
      groupId: string | null;
      /** @description Also where the group is not there any more. */
      groupName: string | null;
      filter: string | null;
      organizationId: string | null;
      /** @description Also where the organization is not there any more. */
      organizationName: string | null;
      organizationRole: string | null;
      role: string | null;
      /** @description What of it is not there any more. */
      faults: ('group_missing' | 'organization_missing' | 'filter_meaningless')[];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** @description The job that gives and takes, for `GET /api/v1/jobs/{id}`; null where nothing was to change. */
      jobId: string | null;
    };
    MappingPreviewDto: {
      /** @description The group whose members, direct or by nesting, the rule is about. Either this or `filter`. */
      groupId?: string | null;
      /**
       * @description A SCIM filter on users: the rule is about those who satisfy it.
       * @example department eq "Sales"
       */
      filter?: string | null;
      /** @description They belong to this organization. This, or `role`, or both. */
      organizationId?: string | null;
      /**
       * @description What they are in the organization. Of several rules the first that says something counts.
       * @example lead
       */
      organizationRole?: string | null;
      /**
       * @description They hold this role. Nobody maps a role that permits what they may not do themselves.
       * @example auditor
       */
      role?: string | null;
      /** @description Its place among the rules, from 1; the others make room. */
      position?: number;
      /** @description The rule that would be changed. Without it, a new one. */
      mappingId?: string;
      /**
       * @description The rule would be deleted.
       * @default false
       */
      delete: boolean;
    };
    StartedJobDto: {
      /**
       * @description For `GET /api/v1/jobs/{id}`.
       * @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      id: string;
    };
    LastCallDto: {
      /**
       * Format: date-time
       * @description To the minute.
       */
      time: string;
      /** @enum {string} */
      provider: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
      userAgent: string | null;
      /** @example 192.0.2.7 */
      ip: string | null;
    };
    FailingTargetNameDto: {
      type: string | null;
      id: string | null;
      display: string | null;
    };
    FailingTargetDto: {
      /** @description For `GET /api/v1/scim/requests/{id}`. */
      id: string;
      /** Format: date-time */
      time: string;
      /** @example 409 */
      status: number;
      target: components['schemas']['FailingTargetNameDto'];
      explanation: string;
      whatToDo: string;
    };
    FailingDto: {
      /** @description Users, groups and queries. */
      targets: number;
      /** @description Calls that failed since. */
      calls: number;
      /** Format: date-time */
      since: string;
      latest: components['schemas']['FailingTargetDto'];
    };
    VoidedSecretDto: {
      /** Format: date-time */
      lastUsedAt: string;
      ip: string | null;
    };
    StatusDetailDto: {
      /** @example Okta called last on 2027-06-30 08:00 UTC. */
      sentence: string;
      /** @description With a secret that opens the door. */
      lastCall: components['schemas']['LastCallDto'] | null;
      /** @description Over once the same target succeeds. */
      failing: components['schemas']['FailingDto'] | null;
      /** @description Where an IdP that used to call has stopped: its last call. */
      silentSince: string | null;
      secretExpiresAt: string | null;
      /** @description The last call with a secret that was void. */
      voidedSecret: components['schemas']['VoidedSecretDto'] | null;
    };
    ConnectionDto: {
      enabled: boolean;
      /** @example Okta production */
      name: string;
      /**
       * @description The first that is so: `not_set_up` without a secret; `switched_off`; `expired` with its secret; `suspended` while its SCIM administrator may not act; `voided_secret` while the IdP calls with a secret that is void; `waiting` for the first call of the IdP; `failing` while something that the IdP wants is not so; `silent` where an IdP that used to call has stopped; `expiring` in the last 30 days of its secret; `connected`.
       * @enum {string}
       */
      status:
        | 'not_set_up'
        | 'switched_off'
        | 'expired'
        | 'suspended'
        | 'voided_secret'
        | 'waiting'
        | 'failing'
        | 'silent'
        | 'expiring'
        | 'connected';
      /** @description What the status follows from. */
      statusDetail: components['schemas']['StatusDetailDto'];
      /** @enum {string} */
      provider: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
      /**
       * @description What the IdP is given.
       * @example https://rollcall.example.com/scim/v2
       */
      tenantUrl: string;
      /** @description The SCIM administrator whom the secret is bound to. */
      administratorId: string | null;
      notificationEmails: string[];
      notifyOnFailure: boolean;
      notifyOnSync: boolean;
      massDeactivationShare: number;
      provisionAdministrators: boolean;
      organizationProvisioning: boolean;
      /** @enum {string} */
      onDelete: 'delete' | 'retain';
      rejoin: boolean;
      /** @enum {string} */
      matchUsersBy: 'email' | 'userName' | 'none';
      /** @enum {string} */
      invitations: 'off' | 'on_create' | 'manual';
      roleAttribute: string | null;
      assignableRoles: string[];
      ssoEnforced: boolean;
      /** @enum {string} */
      conformance: 'tolerant' | 'strict';
    };
    ConnectionChangesDto: {
      /** @description Whether the SCIM API answers; switched off, it answers 403. */
      enabled?: boolean;
      /** @example Okta production */
      name?: string;
      /** @enum {string} */
      provider?: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
      /**
       * @description Binds the secret to another person, without a new one.
       * @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      administratorId?: string;
      /**
       * @example [
       *       "it@example.com"
       *     ]
       */
      notificationEmails?: string[];
      notifyOnFailure?: boolean;
      /** @description Whether the end of each sync run is told of, with what it has done. */
      notifyOnSync?: boolean;
      /** @description Per cent of all people: it is told of when the IdP deactivates more of them within 15 minutes. */
      massDeactivationShare?: number;
      /** @description Whether administrators, and others who may do more than a user manager, are visible to SCIM before it manages them. */
      provisionAdministrators?: boolean;
      organizationProvisioning?: boolean;
      /**
       * @description What a deletion by the provider does: `retain` keeps the user for 30 days, out of everybody’s way, for an administrator to bring back.
       * @enum {string}
       */
      onDelete?: 'delete' | 'retain';
      /** @description Whether somebody who is retained, and whom the provider creates again with the same `externalId`, gets their old id: without roles, groups or password. Otherwise it is a new account. */
      rejoin?: boolean;
      /** @enum {string} */
      matchUsersBy?: 'email' | 'userName' | 'none';
      /** @enum {string} */
      invitations?: 'off' | 'on_create' | 'manual';
      /**
       * @description The attribute in which the IdP names roles; null leaves `roles` without effect.
       * @example null
       */
      roleAttribute?: string | null;
      /**
       * @description Names of roles.
       * @example [
       *       "member"
       *     ]
       */
      assignableRoles?: string[];
      ssoEnforced?: boolean;
      /** @enum {string} */
      conformance?: 'tolerant' | 'strict';
    };
    ScimAdministratorDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Ada Lovelace */
      displayName: string;
    };
    ScimAdministratorListDto: {
      items: components['schemas']['ScimAdministratorDto'][];
    };
    CallTargetDto: {
      type: ('user' | 'group') | null;
      /** @description As the IdP has named it: there need not be one here. */
      id: string | null;
      /**
       * @description The name as it was then; of a query, its filter without what it compares with.
       * @example Ada Lovelace
       */
      display: string | null;
    };
    ScimRequestDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /**
       * Format: date-time
       * @description When the call arrived.
       */
      time: string;
      /** @enum {string} */
      operation: 'create' | 'retrieve' | 'query' | 'replace' | 'modify' | 'delete' | 'discover' | 'other';
      /** @enum {string} */
      outcome: 'changed' | 'failed';
      /** @description What a change did to its target. */
      effect: ('created' | 'matched' | 'updated' | 'deactivated' | 'deleted') | null;
      target: components['schemas']['CallTargetDto'];
      /** @example PATCH */
      method: string;
      /**
       * @description Without the query.
       * @example /Users/0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      path: string;
      /** @description The HTTP status; null for the moment until the call has ended. */
      status: number | null;
      /** @description Milliseconds until it was answered; null as `status`. */
      duration: number | null;
      /** @description The `X-Request-Id`, under which history and log speak of it too. */
      requestId: string;
      /**
       * @description The IdP as the call tells it.
       * @enum {string}
       */
      provider: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
      userAgent: string | null;
      /** @example 192.0.2.7 */
      ip: string | null;
      /** @description Tolerances without which the call would have been refused. */
      tolerances: string[];
      /**
       * @description The kind of failure.
       * @example not_found
       */
      code: string | null;
      /**
       * @description As it was answered.
       * @example uniqueness
       */
      scimType: string | null;
      /** @description As it was answered. */
      detail: string | null;
      /** @description What a failure means, in plain words. */
      explanation: string | null;
      /** @description What to do about it. */
      whatToDo: string | null;
      /** @description Of a failure: `query` and `body` as they were sent, without secrets, cut to a size. */
      request: Record<string, never> | null;
      /** @description Of a failure: the error that was answered. */
      answer: Record<string, never> | null;
    };
    ScimRequestListDto: {
      /** @description Newest first. */
      items: components['schemas']['ScimRequestDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    ScimFailureDto: {
      /** @description That of its last call in the log. */
      id: string;
      /**
       * Format: date-time
       * @description When it failed first.
       */
      since: string;
      /** @description Calls that failed since. */
      calls: number;
      /** @description The last of them. */
      latest: components['schemas']['ScimRequestDto'];
    };
    ScimFailureListDto: {
      /** @description Failed last first. */
      items: components['schemas']['ScimFailureDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    ScimSyncDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @enum {string} */
      provider: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      lastCallAt: string;
      /** @description Null while it may go on: until five minutes after the last call. */
      endedAt: string | null;
      created: number;
      /** @description Existing accounts and groups that were taken over. */
      matched: number;
      updated: number;
      deactivated: number;
      deleted: number;
      failed: number;
      /** @description Calls that neither changed anything nor failed. */
      reads: number;
    };
    ScimSyncListDto: {
      /** @description Newest first. */
      items: components['schemas']['ScimSyncDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    ToleranceDto: {
      /** @example booleanAsString */
      name: string;
      /** @example Yes and no sent as the texts "true" and "false". */
      description: string;
      /** @description Calls that have leaned on it. */
      count: number;
      /** Format: date-time */
      lastUsedAt: string;
    };
    ToleranceListDto: {
      /** @description Most used first. */
      items: components['schemas']['ToleranceDto'][];
    };
    IssueSecretDto: {
      /**
       * @description Whom the secret is bound to; without it, whoever calls.
       * @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      administratorId?: string;
      /**
       * @description In the future, with its offset from UTC; without it the secret never expires.
       * @example 2027-06-30T00:00:00.000Z
       */
      expiresAt?: string | null;
    };
    IssuedSecretDto: {
      /**
       * @description Shown this once.
       * @example rcs_4RkT0uQ2hXyV7bGz1nJc9dWm5sLp3aEf8iKo6tBwUrY1kq2xZ
       */
      secret: string;
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** Format: date-time */
      issuedAt: string;
      expiresAt: string | null;
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      administratorId: string;
      /** @description The id of the secret that is void since. */
      voided: string | null;
    };
    ScimSecretDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /**
       * @description The first and the last characters.
       * @example rcs_4RkT…k2xZ
       */
      hint: string;
      /** @enum {string} */
      state: 'active' | 'expired' | 'suspended';
      /** Format: date-time */
      issuedAt: string;
      /** @description The id of the person; null when it was the command line. */
      issuedBy: string | null;
      expiresAt: string | null;
      /** @description To the minute; null before the first use. */
      lastUsedAt: string | null;
      administratorId: string | null;
    };
    DisconnectionDto: {
      /**
       * @description `keep`: still managed; `convert`: local from now on; `deactivate`: users become inactive.
       * @enum {string}
       */
      managedAccounts: 'keep' | 'convert' | 'deactivate';
    };
    JobDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example import_users */
      kind: string;
      /** @enum {string} */
      state: 'running' | 'done' | 'failed';
      /** @description Null while it is not known. */
      total: number | null;
      /** @description How much of the total is done; written once a second. */
      done: number;
      /** @description Users for whom it could do nothing. */
      conflictCount: number;
      /** @description What came of it. */
      result: Record<string, never> | null;
      /** @description Why it failed. */
      error: string | null;
      /** Format: date-time */
      createdAt: string;
      finishedAt: string | null;
    };
    JobListDto: {
      items: components['schemas']['JobDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    JobConflictDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      userId: string;
      /**
       * @description As it was when the job looked.
       * @example ada
       */
      userName: string;
      /** @example ada@example.com */
      email: string | null;
      /**
       * @description Why nothing was, or would be, changed.
       * @example email_shared
       */
      reason: string;
      /** @description The user who stands in the way, where it is one. */
      otherUserId: string | null;
    };
    JobDetailsDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example import_users */
      kind: string;
      /** @enum {string} */
      state: 'running' | 'done' | 'failed';
      /** @description Null while it is not known. */
      total: number | null;
      /** @description How much of the total is done; written once a second. */
      done: number;
      /** @description Users for whom it could do nothing. */
      conflictCount: number;
      /** @description What came of it. */
      result: Record<string, never> | null;
      /** @description Why it failed. */
      error: string | null;
      /** Format: date-time */
      createdAt: string;
      finishedAt: string | null;
      /** @description The first hundred; `GET /api/v1/jobs/{id}/conflicts` has all. */
      conflicts: components['schemas']['JobConflictDto'][];
    };
    JobConflictListDto: {
      items: components['schemas']['JobConflictDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    JobChangeDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      userId: string;
      /**
       * @description As it was when the job looked.
       * @example ada
       */
      userName: string;
      /** @example ada@example.com */
      email: string | null;
    };
    JobChangeListDto: {
      items: components['schemas']['JobChangeDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    CountsDto: {
      take_over: number;
      create: number;
      update: number;
      refuse: number;
    };
    LeftAloneDto: {
      users: number;
      groups: number;
    };
    PreviewedResourceDto: {
      /** @description Which one of the list, from 1; of CSV the line. */
      number: number;
      /** @enum {string} */
      type: 'User' | 'Group';
      /** @example bjensen@example.com */
      name: string | null;
      /**
       * @description `update`: managed already. `refuse`: the SCIM API would answer 4xx.
       * @enum {string}
       */
      outcome: 'take_over' | 'create' | 'update' | 'refuse';
      /** @description Of the account or group that is there. */
      id?: string;
      /** @example The account has this e-mail */
      reason: string;
    };
    PreviewDto: {
      counts: components['schemas']['CountsDto'];
      /** @description Local accounts and groups that would not be touched. */
      leftAlone: components['schemas']['LeftAloneDto'];
      resources: components['schemas']['PreviewedResourceDto'][];
    };
    ConversionDto: {
      /**
       * @description Changes nothing, and finds out what would happen.
       * @default false
       */
      dryRun: boolean;
      /**
       * @description Converts those too whom the identity provider manages, who otherwise are conflicts.
       * @default false
       */
      includeManaged: boolean;
    };
    AuditActorDto: {
      /** @enum {string} */
      type: 'user' | 'scim' | 'system' | 'token';
      id: string | null;
      /**
       * @description The name as it was then.
       * @example Ada Lovelace
       */
      display: string;
      /** @example 192.0.2.7 */
      ip: string | null;
    };
    AuditTargetDto: {
      /** @example user */
      type: string;
      id: string | null;
      /** @example Grace Hopper */
      display: string;
    };
    AuditChangeDto: {
      /** @example name.familyName */
      path: string;
      /**
       * @description Null where the attribute was absent.
       * @example Murray
       */
      before: unknown;
      /**
       * @description Null where the attribute is absent.
       * @example Hopper
       */
      after: unknown;
    };
    AuditEventDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @description The gap-free position in the order of commits; null until the entry is sealed. */
      sequence: number | null;
      /** Format: date-time */
      time: string;
      actor: components['schemas']['AuditActorDto'];
      /** @example user.updated */
      action: string;
      target: components['schemas']['AuditTargetDto'];
      changes: components['schemas']['AuditChangeDto'][];
      requestId: string | null;
      /** @enum {string} */
      outcome: 'success' | 'failure';
      /** @description Whether a person was erased from it since. */
      erased: boolean;
    };
    AuditEventListDto: {
      /** @description Newest first. */
      items: components['schemas']['AuditEventDto'][];
      /** @description Where more may follow, also after a page with few items or none: a search looks on there. */
      nextCursor?: string;
    };
    BrokenDto: {
      /** @description The first sequence that is not as it was. */
      sequence: number;
      /** @enum {string} */
      reason:
        'missing' | 'changed' | 'out_of_place' | 'other_key' | 'start_changed' | 'head_changed' | 'truncated';
    };
    HeadDto: {
      sequence: number;
      /** @description In hexadecimal: keep it elsewhere, and a later verification is held to it. */
      chain: string;
    };
    VerificationDto: {
      /** @description Whether every sealed entry is as it was written, and none is missing. */
      valid: boolean;
      /** @description Entries that are as they were, from the first kept one on. */
      verified: number;
      /** @description The sequence of the first entry that is kept. */
      first: number;
      broken: components['schemas']['BrokenDto'] | null;
      head: components['schemas']['HeadDto'] | null;
    };
    ErasureDto: {
      /** @description Of a user, also of one who was deleted. */
      userId: string;
    };
    EventChangeDto: {
      /** @example name.familyName */
      path: string;
      /** @description Null where the attribute was absent. */
      before: unknown;
      /** @description Null where the attribute is absent. */
      after: unknown;
    };
    EventDataDto: {
      /** @description Of the user, group or organization. */
      id: string | null;
      /** @description The changed attributes as they were, by path. */
      before: Record<string, never>;
      /** @description The changed attributes as they are, by path. */
      after: Record<string, never>;
      /** @description The same, change by change; members each by themselves. */
      changes: components['schemas']['EventChangeDto'][];
    };
    EventDto: {
      /**
       * @description The same at each delivery.
       * @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      id: string;
      sequence: number;
      /** @example user.updated */
      type: string;
      /** Format: date-time */
      time: string;
      data: components['schemas']['EventDataDto'];
    };
    EventListDto: {
      /** @description In the order of commits. */
      items: components['schemas']['EventDto'][];
      /** @description For `after`. */
      next: number;
    };
    RecipientDto: {
      name: string | null;
      /** @example it@example.com */
      address: string;
    };
    MailDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /**
       * @description What it is about.
       * @example secret_expiry
       */
      kind: string;
      recipient: components['schemas']['RecipientDto'];
      /** @example The SCIM secret expires in 7 days */
      subject: string;
      /**
       * @description `queued`: to be sent, or tried again. `sent`: the mail server has taken it. `bounced`: it refuses the recipient or the mail. `failed`: given up after three days.
       * @enum {string}
       */
      state: 'queued' | 'sent' | 'bounced' | 'failed';
      attempts: number;
      /** @description Why it is not sent, in plain words. */
      lastError: string | null;
      /** @description Null once nobody tries any more. */
      nextAttemptAt: string | null;
      /** Format: date-time */
      createdAt: string;
      sentAt: string | null;
    };
    MailListDto: {
      items: components['schemas']['MailDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    MailStatusDto: {
      /** @description Whether there is a mail server: SMTP_URL. */
      configured: boolean;
      /**
       * @description The sender.
       * @example rollcall@example.com
       */
      from: string;
      /** @description Mails that are to be sent, or tried again. */
      queued: number;
      /** @description Mails that were given up or refused, and not discarded. */
      dead: number;
      /** @description Why the newest of those is not sent. */
      lastError: string | null;
    };
    TestMailDto: {
      /** @example it@example.com */
      to: string;
    };
    TestMailResultDto: {
      /** @description The mail server has taken it. */
      delivered: boolean;
      /**
       * @description The mail server's answer, or what went wrong, in plain words.
       * @example 250 2.0.0 Ok: queued as 4F1C
       */
      answer: string;
    };
    WebhookDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example https://app.example.com/hooks/rollcall */
      url: string;
      /** @example Wiki */
      description: string;
      /**
       * @description None are all.
       * @example [
       *       "user.*"
       *     ]
       */
      eventTypes: string[];
      enabled: boolean;
      /** @description By an administrator, after five days of failure, or because the receiver answered 410. */
      disabledReason: ('manual' | 'failing' | 'gone') | null;
      /** @description The first failure since the last success. */
      failingSince: string | null;
      /** @description Until when the receiver has asked to be left alone. */
      pausedUntil: string | null;
      /** @description The sequence up to which events were handed out to it. */
      position: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    WebhookListDto: {
      /** @description In order of creation. */
      items: components['schemas']['WebhookDto'][];
    };
    NewWebhookDto: {
      /**
       * @description Where events are sent to: a public address, over https.
       * @example https://app.example.com/hooks/rollcall
       */
      url?: string;
      /**
       * @description What it is for.
       * @example Wiki
       */
      description?: string;
      /**
       * @description The types of events that it hears of; `user.*` are all of a kind. None are all.
       * @example [
       *       "user.*",
       *       "group.deleted"
       *     ]
       */
      eventTypes?: (
        | 'user.created'
        | 'user.updated'
        | 'user.deactivated'
        | 'user.reactivated'
        | 'user.deleted'
        | 'user.purged'
        | 'user.matched'
        | 'user.invited'
        | 'user.activated'
        | 'user.password_link_issued'
        | 'role.granted'
        | 'role.revoked'
        | 'group.created'
        | 'group.updated'
        | 'group.deleted'
        | 'group.matched'
        | 'group.member_added'
        | 'group.member_removed'
        | 'organization.created'
        | 'organization.updated'
        | 'organization.deleted'
        | 'organization.member_added'
        | 'organization.member_removed'
        | 'organization.member_updated'
        | 'user.*'
        | 'role.*'
        | 'group.*'
        | 'organization.*'
      )[];
      /** @description One that is enabled again goes on where it was. */
      enabled?: boolean;
    };
    WebhookWithSecretDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example https://app.example.com/hooks/rollcall */
      url: string;
      /** @example Wiki */
      description: string;
      /**
       * @description None are all.
       * @example [
       *       "user.*"
       *     ]
       */
      eventTypes: string[];
      enabled: boolean;
      /** @description By an administrator, after five days of failure, or because the receiver answered 410. */
      disabledReason: ('manual' | 'failing' | 'gone') | null;
      /** @description The first failure since the last success. */
      failingSince: string | null;
      /** @description Until when the receiver has asked to be left alone. */
      pausedUntil: string | null;
      /** @description The sequence up to which events were handed out to it. */
      position: number;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /**
       * @description Verifies the signatures. It is shown this once.
       * @example whsec_…
       */
      secret: string;
    };
    WebhookChangesDto: {
      /**
       * @description Where events are sent to: a public address, over https.
       * @example https://app.example.com/hooks/rollcall
       */
      url?: string;
      /**
       * @description What it is for.
       * @example Wiki
       */
      description?: string;
      /**
       * @description The types of events that it hears of; `user.*` are all of a kind. None are all.
       * @example [
       *       "user.*",
       *       "group.deleted"
       *     ]
       */
      eventTypes?: (
        | 'user.created'
        | 'user.updated'
        | 'user.deactivated'
        | 'user.reactivated'
        | 'user.deleted'
        | 'user.purged'
        | 'user.matched'
        | 'user.invited'
        | 'user.activated'
        | 'user.password_link_issued'
        | 'role.granted'
        | 'role.revoked'
        | 'group.created'
        | 'group.updated'
        | 'group.deleted'
        | 'group.matched'
        | 'group.member_added'
        | 'group.member_removed'
        | 'organization.created'
        | 'organization.updated'
        | 'organization.deleted'
        | 'organization.member_added'
        | 'organization.member_removed'
        | 'organization.member_updated'
        | 'user.*'
        | 'role.*'
        | 'group.*'
        | 'organization.*'
      )[];
      /** @description One that is enabled again goes on where it was. */
      enabled?: boolean;
    };
    SecretRotationDto: {
      /**
       * @description For how long the secrets of now sign as well; 0 ends them at once.
       * @default 24
       */
      overlapHours: number;
    };
    WebhookTestDto: {
      /** @description Whether the receiver answered 2xx. */
      delivered: boolean;
      /** @description The status of its answer; null where there was none. */
      status: number | null;
      /** @description Why it does not count. */
      error: string | null;
      /** @description The beginning of the answer. */
      response: string | null;
      /** @description Milliseconds. */
      duration: number;
    };
    ReplayDto: {
      /** @description The sequence after which everything is sent again; 0 for the beginning. */
      after: number;
    };
    DeliveryDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /**
       * @description The id of the event, and the `webhook-id` of each attempt.
       * @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10
       */
      eventId: string;
      sequence: number;
      /** @example user.updated */
      type: string;
      /** @description The user, group or organization whose order is kept. */
      resourceId: string;
      /**
       * @description On its way, arrived, or given up: after ten attempts or because the event is not kept any more.
       * @enum {string}
       */
      state: 'pending' | 'delivered' | 'dead';
      attempts: number;
      /** @description Of a pending one; null while an earlier event of the resource is pending. */
      nextAttemptAt: string | null;
      lastAttemptAt: string | null;
      /** @description The status of the last answer; null where there was none. */
      lastStatus: number | null;
      /** @description Milliseconds. */
      lastDuration: number | null;
      /** @description Why the last attempt does not count. */
      lastError: string | null;
      /** @description The beginning of the last answer. */
      lastResponse: string | null;
    };
    DeliveryListDto: {
      items: components['schemas']['DeliveryDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    SetupDto: {
      /** @description From the link that the server printed when it started. */
      setupToken: string;
      /** @example ada@example.com */
      email: string;
      /** Format: password */
      password: string;
    };
    FirstAdministratorDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example ada@example.com */
      userName: string;
      /** @example ada@example.com */
      email: string;
      /**
       * @example [
       *       "administrator"
       *     ]
       */
      roles: string[];
      /**
       * @description The tenant's name, for signing in.
       * @example default
       */
      tenant: string;
    };
    TenantDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example subsidiary */
      name: string;
      /** @description Null where it is that of the installation. */
      publicUrl: string | null;
      /** Format: date-time */
      createdAt: string;
    };
    TenantListDto: {
      items: components['schemas']['TenantDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    FirstAdministratorOfTenantDto: {
      /** @example grace@subsidiary.example */
      email: string;
      /** Format: password */
      password: string;
    };
    NewTenantDto: {
      /** @example subsidiary */
      name: string;
      /**
       * @description Its own address, from which its tenant URL and its links are built.
       * @example https://scim.subsidiary.example
       */
      publicUrl?: string | null;
      /** @description Its first administrator; without one the answer has a set-up link. */
      administrator?: components['schemas']['FirstAdministratorOfTenantDto'];
    };
    SetupLinkDto: {
      /** @description For the first administrator alone; shown this once. */
      url: string;
      /** Format: date-time */
      expiresAt: string;
    };
    CreatedTenantDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example subsidiary */
      name: string;
      /** @description Null where it is that of the installation. */
      publicUrl: string | null;
      /** Format: date-time */
      createdAt: string;
      /** @description Where no administrator was given. */
      setupLink?: components['schemas']['SetupLinkDto'];
    };
    TenantChangesDto: {
      /** @example subsidiary */
      name?: string;
      /** @description Null for the address of the installation. */
      publicUrl?: string | null;
    };
    TenantDeletionDto: {
      /**
       * @description The tenant's name, to be sure that it is this one.
       * @example subsidiary
       */
      name: string;
    };
    CheckDto: {
      /** @example sso_enforced */
      id: string;
      /** @enum {string} */
      status: 'ok' | 'warning' | 'error';
      /** @example Local users may still sign in with a password */
      detail: string;
      /** @description How many are concerned. */
      count?: number;
      /** @description The first of them. */
      examples?: string[];
      /** @description What to do. */
      fix?: string;
    };
    ReadinessDto: {
      /** @description No check is an error. */
      ready: boolean;
      checks: components['schemas']['CheckDto'][];
    };
    OrganizationDto: {
      /**
       * @description Unique, whatever its case.
       * @example Sales
       */
      name: string;
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
    };
    OrganizationListDto: {
      items: components['schemas']['OrganizationDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    OrganizationFieldsDto: {
      /**
       * @description Unique, whatever its case.
       * @example Sales
       */
      name: string;
    };
    OrganizationMemberDto: {
      /** @example 0192f6a0-5d3c-7c1e-9d55-0d4b6c1f8a10 */
      id: string;
      /** @example Ada Lovelace */
      display: string;
      active: boolean;
      /** @description What they are in the organization. */
      role: string | null;
      /** @description Why they belong to it. */
      reasons: components['schemas']['ReasonDto'][];
    };
    OrganizationMemberListDto: {
      items: components['schemas']['OrganizationMemberDto'][];
      /** @description Where more follows. */
      nextCursor?: string;
    };
    MembershipFieldsDto: {
      /**
       * @description A word of your own. Null leaves it to mapping rules.
       * @example lead
       */
      role?: string | null;
    };
    /**
     * @example {
     *       "schemas": [
     *         "urn:ietf:params:scim:schemas:core:2.0:User"
     *       ],
     *       "userName": "bjensen@example.com",
     *       "externalId": "701984",
     *       "name": {
     *         "givenName": "Barbara",
     *         "familyName": "Jensen"
     *       },
     *       "emails": [
     *         {
     *           "value": "bjensen@example.com",
     *           "type": "work",
     *           "primary": true
     *         }
     *       ],
     *       "active": true
     *     }
     */
    ScimUser: {
      /** @description The URNs of the schemas that the resource uses. */
      schemas: string[];
      readonly id?: string;
      /** @description An identifier that the provisioning client gives. */
      externalId?: string;
      /** @description The name by which the user signs in; unique, whatever its case. */
      userName?: string;
      /** @description The components of the user's name. */
      name?: {
        /** @description The full name, formatted for display. */
        formatted?: string;
        /** @description The family name, or last name. */
        familyName?: string;
        /** @description The given name, or first name. */
        givenName?: string;
        /** @description The middle names. */
        middleName?: string;
        /** @description The title before the name, e.g. "Ms.". */
        honorificPrefix?: string;
        /** @description What follows the name, e.g. "III". */
        honorificSuffix?: string;
      };
      /** @description The name by which the user is shown. */
      displayName?: string;
      /** @description The casual way to address the user. */
      nickName?: string;
      /** @description The address of the user's online profile. */
      profileUrl?: string;
      /** @description The user's title, e.g. "Vice President". */
      title?: string;
      /** @description The relationship to the organization, e.g. "Employee". */
      userType?: string;
      /** @description The preferred languages, as in Accept-Language. */
      preferredLanguage?: string;
      /** @description The user's default location for localization, e.g. "en-US". */
      locale?: string;
      /** @description The user's time zone, e.g. "America/Los_Angeles". */
      timezone?: string;
      /** @description The user's administrative status. */
      active?: boolean;
      /** @description Accepted and discarded: Rollcall keeps no password that an IdP sends. */
      password?: string;
      /** @description E-mail addresses. */
      emails?: {
        /** @description The e-mail address. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /**
         * @description A label indicating the attribute's function.
         * @example work
         * @example home
         * @example other
         */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description Telephone numbers. */
      phoneNumbers?: {
        /** @description The telephone number, kept as it is sent. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /**
         * @description A label indicating the attribute's function.
         * @example work
         * @example home
         * @example mobile
         * @example fax
         * @example pager
         * @example other
         */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description Instant messaging addresses. */
      ims?: {
        /** @description The instant messaging address. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /**
         * @description A label indicating the attribute's function.
         * @example aim
         * @example gtalk
         * @example icq
         * @example xmpp
         * @example msn
         * @example skype
         * @example qq
         * @example yahoo
         */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description Addresses of photos of the user. */
      photos?: {
        /** @description The photo's address. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /**
         * @description A label indicating the attribute's function.
         * @example photo
         * @example thumbnail
         */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description Postal addresses. */
      addresses?: {
        /** @description The full address, formatted for display. */
        formatted?: string;
        /** @description Street, house number and what else stands before the city. */
        streetAddress?: string;
        /** @description The city or locality. */
        locality?: string;
        /** @description The state or region. */
        region?: string;
        /** @description The postal code. */
        postalCode?: string;
        /** @description The country, ISO 3166-1 alpha-2. */
        country?: string;
        /**
         * @description A label indicating the attribute's function.
         * @example work
         * @example home
         * @example other
         */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description The groups that the user belongs to, directly or by way of nested groups. */
      readonly groups?: {
        /** @description The group's id. */
        readonly value?: string;
        /** @description The group's address. */
        readonly $ref?: string;
        /** @description The group's displayName. */
        readonly display?: string;
        /**
         * @description Whether the membership is direct.
         * @example direct
         * @example indirect
         */
        readonly type?: string;
      }[];
      /** @description Things that the user has a right to. */
      entitlements?: {
        /** @description The entitlement. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /** @description A label indicating the attribute's function. */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description What the user is collectively, e.g. "Student". */
      roles?: {
        /** @description The role. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /** @description A label indicating the attribute's function. */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      /** @description Certificates issued to the user. */
      x509Certificates?: {
        /** @description The certificate, DER in base64. */
        value?: string;
        /** @description A human-readable name, primarily used for display purposes. */
        display?: string;
        /** @description A label indicating the attribute's function. */
        type?: string;
        /** @description Whether this is the preferred value; true on at most one. */
        primary?: boolean;
      }[];
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'?: {
        /** @description What the organization identifies the person by. */
        employeeNumber?: string;
        /** @description The cost center. */
        costCenter?: string;
        /** @description The organization. */
        organization?: string;
        /** @description The division. */
        division?: string;
        /** @description The department. */
        department?: string;
        /** @description The user's manager. */
        manager?: {
          /** @description The manager's id; not checked, IdPs may name strangers. */
          value?: string;
          /** @description The manager's address. */
          $ref?: string;
          /** @description The manager's name. */
          readonly displayName?: string;
        };
      };
      readonly meta?: {
        /** @constant */
        resourceType?: 'User';
        /** Format: date-time */
        created?: string;
        /** Format: date-time */
        lastModified?: string;
        location?: string;
        version?: string;
      };
    } & {
      [key: string]: Record<string, never> | string | unknown[];
    };
    /**
     * @example {
     *       "schemas": [
     *         "urn:ietf:params:scim:schemas:core:2.0:Group"
     *       ],
     *       "displayName": "Tour Guides",
     *       "members": []
     *     }
     */
    ScimGroup: {
      /** @description The URNs of the schemas that the resource uses. */
      schemas: string[];
      readonly id?: string;
      /** @description An identifier that the provisioning client gives. */
      externalId?: string;
      /** @description The name of the group; unique, whatever its case. */
      displayName?: string;
      /** @description The members: users, and groups whose members belong to it indirectly. */
      members?: {
        /** @description The member's id. */
        value?: string;
        /** @description The member's address. */
        $ref?: string;
        /**
         * @description What the member is.
         * @example User
         * @example Group
         */
        type?: string;
        /** @description The member's name. */
        readonly display?: string;
      }[];
      readonly meta?: {
        /** @constant */
        resourceType?: 'Group';
        /** Format: date-time */
        created?: string;
        /** Format: date-time */
        lastModified?: string;
        location?: string;
        version?: string;
      };
    } & {
      [key: string]: Record<string, never> | string | unknown[];
    };
    ScimUserList: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
      totalResults: number;
      itemsPerPage: number;
      startIndex?: number;
      nextCursor?: string;
      Resources: components['schemas']['ScimUser'][];
    };
    ScimGroupList: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
      totalResults: number;
      itemsPerPage: number;
      startIndex?: number;
      nextCursor?: string;
      Resources: components['schemas']['ScimGroup'][];
    };
    ScimList: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
      totalResults: number;
      itemsPerPage: number;
      startIndex?: number;
      nextCursor?: string;
      Resources: (components['schemas']['ScimUser'] | components['schemas']['ScimGroup'])[];
    };
    /**
     * @example {
     *       "schemas": [
     *         "urn:ietf:params:scim:api:messages:2.0:PatchOp"
     *       ],
     *       "Operations": [
     *         {
     *           "op": "replace",
     *           "path": "active",
     *           "value": false
     *         }
     *       ]
     *     }
     */
    ScimPatchOp: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
      Operations: {
        /** @enum {string} */
        op: 'add' | 'remove' | 'replace';
        path?: string;
        value?: unknown;
      }[];
    };
    /**
     * @example {
     *       "schemas": [
     *         "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
     *       ],
     *       "filter": "userName eq \"bjensen@example.com\"",
     *       "count": 10
     *     }
     */
    ScimSearchRequest: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'];
      filter?: string;
      sortBy?: string;
      /** @enum {string} */
      sortOrder?: 'ascending' | 'descending';
      startIndex?: number;
      count?: number;
      cursor?: string;
      attributes?: string[];
      excludedAttributes?: string[];
    };
    /**
     * @example {
     *       "schemas": [
     *         "urn:ietf:params:scim:api:messages:2.0:Error"
     *       ],
     *       "status": "409",
     *       "scimType": "uniqueness",
     *       "detail": "Another User has the userName \"bjensen@example.com\""
     *     }
     */
    ScimError: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'];
      status: string;
      scimType?: string;
      detail: string;
    };
    ScimServiceProviderConfig: {
      schemas: string[];
      documentationUri?: string;
      patch: {
        supported?: boolean;
      };
      bulk: {
        supported?: boolean;
        maxOperations?: number;
        maxPayloadSize?: number;
      };
      filter: {
        supported?: boolean;
        maxResults?: number;
      };
      changePassword: {
        supported?: boolean;
      };
      sort: {
        supported?: boolean;
      };
      etag: {
        supported?: boolean;
      };
      pagination?: {
        cursor?: boolean;
        index?: boolean;
        defaultPaginationMethod?: string;
        defaultPageSize?: number;
        maxPageSize?: number;
        cursorTimeout?: number;
      };
      authenticationSchemes: {
        type?: string;
        name?: string;
        description?: string;
        specUri?: string;
        primary?: boolean;
      }[];
      meta: {
        resourceType?: string;
        location?: string;
      };
    };
    ScimResourceType: {
      schemas: string[];
      id: string;
      name: string;
      endpoint: string;
      description?: string;
      schema: string;
      schemaExtensions?: {
        schema?: string;
        required?: boolean;
      }[];
      meta: {
        resourceType?: string;
        location?: string;
      };
    };
    ScimResourceTypeList: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
      totalResults: number;
      itemsPerPage: number;
      startIndex?: number;
      nextCursor?: string;
      Resources: components['schemas']['ScimResourceType'][];
    };
    ScimSchema: {
      schemas: string[];
      id: string;
      name?: string;
      description?: string;
      attributes: {
        name?: string;
        type?: string;
        multiValued?: boolean;
        description?: string;
        required?: boolean;
        canonicalValues?: string[];
        caseExact?: boolean;
        mutability?: string;
        returned?: string;
        uniqueness?: string;
        referenceTypes?: string[];
        subAttributes?: {
          name?: string;
          type?: string;
          multiValued?: boolean;
          description?: string;
          required?: boolean;
          canonicalValues?: string[];
          caseExact?: boolean;
          mutability?: string;
          returned?: string;
          uniqueness?: string;
          referenceTypes?: string[];
        }[];
      }[];
      meta: {
        resourceType?: string;
        location?: string;
      };
    };
    ScimSchemaList: {
      /** @constant */
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];
      totalResults: number;
      itemsPerPage: number;
      startIndex?: number;
      nextCursor?: string;
      Resources: components['schemas']['ScimSchema'][];
    };
    ScimReadiness: {
      ready: boolean;
      checks: {
        id: string;
        /** @enum {string} */
        status: 'ok' | 'warning' | 'error';
        detail: string;
        count?: number;
        examples?: string[];
        fix?: string;
      }[];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  acceptInvitation: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordResetDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AcceptedInvitationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listAccessTokens: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessTokenListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createAccessToken: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewAccessTokenDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedAccessTokenDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveAccessToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AccessTokenDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  voidAccessToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveInvitationSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationSettingsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateInvitationSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['InvitationSettingsChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationSettingsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  changePassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordChangeDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSessionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  resetPassword: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordResetDto'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  issuePasswordLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PasswordLinkDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  recover: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RecoveryDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSessionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listRoles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createRole: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewRoleDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateRole: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RoleChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RoleDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CurrentSessionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignInDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSessionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveSignInOptions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignInOptionsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listOwnSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  endOtherSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  endOwnSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listSessionsOfUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  endSessionsOfUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveSsoSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSettingsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  replaceSsoSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SsoSettingsChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoSettingsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteSsoSettings: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  beginSsoTest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SsoTestDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listSchemaExtensions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExtensionListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createSchemaExtension: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewExtensionDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExtensionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveSchemaExtension: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        urn: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExtensionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  replaceSchemaExtension: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        urn: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExtensionChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExtensionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteSchemaExtension: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        urn: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveOpenApi: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1 */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            [key: string]: unknown;
          };
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listGroups: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        /** @description The whole displayName, whatever its case. */
        displayName?: string;
        /** @description The whole externalId, in its case. */
        externalId?: string;
        externallyManaged?: boolean;
        updatedSince?: string;
        /** @description Part of the displayName, whatever its case. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createGroup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewGroupDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GroupChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listGroupMembers: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        /** @description Whether users who were invited and have not come yet are among them. */
        includeInvited?: boolean;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupMemberListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  addGroupMembers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['GroupMembersDto'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  removeGroupMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        memberId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  restoreUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestorationRequestDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RestorationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  restoreGroup: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestorationRequestDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RestorationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listRetainedUsers: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RetainedUserListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  restoreRetainedUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteRetainedUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listUsers: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        /** @description `scim` adds the whole SCIM resource. */
        include?: 'scim';
        status?: 'invited' | 'active' | 'inactive';
        externallyManaged?: boolean;
        role?: string;
        /** @description The whole userName, whatever its case. */
        userName?: string;
        /** @description The whole e-mail, whatever its case. */
        email?: string;
        /** @description The whole externalId, in its case. */
        externalId?: string;
        updatedSince?: string;
        /** @description Part of the userName, a name or the e-mail, whatever its case. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUserDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveUser: {
    parameters: {
      query?: {
        /** @description `scim` adds the whole SCIM resource. */
        include?: 'scim';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  inviteUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  activateUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listMappings: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createMapping: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MappingChangesDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedMappingDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  previewMapping: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MappingPreviewDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveMapping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MappingDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteMapping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateMapping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MappingChangesDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedMappingDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveConnection: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteConnection: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DisconnectionDto'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateConnection: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConnectionChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConnectionDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listScimAdministrators: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimAdministratorListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listScimRequests: {
    parameters: {
      query?: {
        outcome?: 'changed' | 'failed';
        effect?: 'created' | 'matched' | 'updated' | 'deactivated' | 'deleted';
        operation?: 'create' | 'retrieve' | 'query' | 'replace' | 'modify' | 'delete' | 'discover' | 'other';
        targetType?: 'user' | 'group';
        /** @description The id by which the IdP has named the user or group. */
        targetId?: string;
        provider?: 'okta' | 'entra' | 'onelogin' | 'jumpcloud' | 'google' | 'sailpoint' | 'other';
        /** @description The HTTP status. */
        status?: number;
        /** @description The `X-Request-Id` of the answer. */
        requestId?: string;
        /** @description Calls of this sync run. */
        syncId?: string;
        /** @description Calls of this time and later. */
        from?: string;
        /** @description Calls before this time. */
        to?: string;
        /** @description Part of the target's name. */
        q?: string;
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimRequestListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveScimRequest: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimRequestDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listScimFailures: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimFailureListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  dismissScimFailure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listScimSyncs: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimSyncListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveScimSync: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimSyncDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listScimTolerances: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ToleranceListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveScimSecret: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScimSecretDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  issueScimSecret: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IssueSecretDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IssuedSecretDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  voidScimSecret: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listJobs: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobDetailsDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listJobConflicts: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobConflictListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listJobChanges: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['JobChangeListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  importUsers: {
    parameters: {
      query?: {
        /** @description Changes nothing, and says what would happen. */
        dryRun?: boolean;
        /** @description One faulty line, and nobody is created. */
        allOrNothing?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'text/csv': string;
        'application/jsonl': string;
        'application/x-ndjson': string;
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  previewMatching: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': string;
        'application/scim+json': string;
        'text/csv': string;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreviewDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  convertUserIds: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ConversionDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  undoJob: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listAuditEvents: {
    parameters: {
      query?: {
        action?: string;
        actorId?: string;
        targetId?: string;
        targetType?: string;
        /** @description Events of this time and later. */
        from?: string;
        /** @description Events before this time. */
        to?: string;
        /** @description Part of the actor's or the target's name, or of a value before or after. */
        q?: string;
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  exportAuditEvents: {
    parameters: {
      query: {
        action?: string;
        actorId?: string;
        targetId?: string;
        targetType?: string;
        /** @description Events of this time and later. */
        from?: string;
        /** @description Events before this time. */
        to?: string;
        /** @description Part of the actor's or the target's name, or of a value before or after. */
        q?: string;
        /** @description JSON lines, or CSV that spreadsheets take for no formula. */
        format: 'jsonl' | 'csv';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/jsonl': string;
          'text/csv': string;
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  verifyAuditEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VerificationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  eraseHistory: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ErasureDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StartedJobDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description `next` of the page before; 0 for the beginning. */
        after?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listMails: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        state?: 'queued' | 'sent' | 'bounced' | 'failed';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveMailStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailStatusDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  sendTestMail: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TestMailDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TestMailResultDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveMail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  discardMail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  resendMail: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MailDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listWebhooks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewWebhookDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookWithSecretDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  voidWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  modifyWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WebhookChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  rotateWebhookSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SecretRotationDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookWithSecretDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  testWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookTestDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  replayWebhook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['WebhookDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listWebhookDeliveries: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        state?: 'pending' | 'delivered' | 'dead';
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeliveryListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  resendWebhookDelivery: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        deliveryId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeliveryDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  completeSetup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SetupDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FirstAdministratorDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listTenants: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createTenant: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewTenantDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedTenantDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveTenant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteTenant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TenantDeletionDto'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  updateTenant: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TenantChangesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TenantDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  issueSetupLink: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SetupLinkDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  checkReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ReadinessDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listOrganizations: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        /** @description Part of the name, whatever its case. */
        q?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  createOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OrganizationFieldsDto'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  retrieveOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  deleteOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  renameOrganization: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OrganizationFieldsDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  listOrganizationMembers: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `nextCursor` of the page before, with the same filters. */
        cursor?: string;
        /** @description Whether users who were invited and have not come yet are among them. */
        includeInvited?: boolean;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OrganizationMemberListDto'];
        };
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  addOrganizationMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['MembershipFieldsDto'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  removeOrganizationMember: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
}
