-- A backup without the people would restore rows that nobody can sign in to. Of all users' secrets it holds hashes and
-- what is sealed by keys outside of the database.

do $$
declare
  name text;
begin
  if exists (select from pg_roles where rolname = 'legwork_backup') then
    foreach name in array array[
      'auth_users', 'auth_accounts', 'auth_sessions', 'auth_verifications', 'auth_two_factors', 'auth_passkeys',
      'auth_invitations', 'auth_api_keys', 'broker_tokens'
    ] loop
      execute format('grant select on %I to legwork_backup', name);
    end loop;
  end if;
end
$$;

-- rollback:
-- do $$
-- begin
--   if exists (select from pg_roles where rolname = 'legwork_backup') then
--     revoke select on auth_users, auth_accounts, auth_sessions, auth_verifications, auth_two_factors, auth_passkeys,
--       auth_invitations, auth_api_keys, broker_tokens from legwork_backup;
--   end if;
-- end
-- $$;
