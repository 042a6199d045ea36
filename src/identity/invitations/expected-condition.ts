/** That the user `r` is not expected to come for the first time, as SQL: found out for each by the key. */
export const IS_NOT_EXPECTED =
  'NOT EXISTS (SELECT 1 FROM invitations i WHERE i.user_id = r.id AND i.tenant_id = r.tenant_id AND i.activated_at IS NULL)';
