-- People: who may sign in, by what, and the keys of their programs. These tables belong to no user, since whoever asks is
-- not known before they have been read. So they are out of reach of the role in which everything else runs, and have a
-- role of their own, which reaches nothing else.

do $$
begin
  create role legwork_auth nologin nosuperuser nobypassrls;
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  execute format('grant legwork_auth to %I', current_user);
end
$$;
grant usage on schema public to legwork_auth;

-- The id is the username that owns rows everywhere else. It is never shown.
create table auth_users (
  id text collate "C" primary key check (id <> ''),
  name text not null check (name <> ''),
  email text collate "C" not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  role text not null default 'member' check (role in ('admin', 'member')),
  two_factor_enabled boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth_accounts (
  id text collate "C" primary key,
  user_id text collate "C" not null references auth_users on delete cascade,
  account_id text collate "C" not null,
  provider_id text not null check (provider_id = 'credential'),
  password text check (password like '$argon2id$%'),
  access_token text check (access_token is null),
  refresh_token text check (refresh_token is null),
  id_token text check (id_token is null),
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider_id)
);

-- The token alone opens nothing: a cookie carries it with a signature, whose key is outside of the database.
create table auth_sessions (
  id text collate "C" primary key,
  user_id text collate "C" not null references auth_users on delete cascade,
  token text collate "C" not null unique,
  expires_at timestamptz not null,
  seen_at timestamptz,
  proved_at timestamptz,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth_sessions (user_id);

create table auth_verifications (
  id text collate "C" primary key,
  identifier text collate "C" not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on auth_verifications (identifier);

-- Both are encrypted with a key outside of the database.
create table auth_two_factors (
  id text collate "C" primary key,
  user_id text collate "C" not null unique references auth_users on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);

create table auth_passkeys (
  id text collate "C" primary key,
  user_id text collate "C" not null references auth_users on delete cascade,
  name text,
  public_key text not null,
  credential_id text collate "C" not null unique,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index on auth_passkeys (user_id);

-- Codes by which somebody joins, or sets a password anew. Only the SHA-256 of a code is here.
create table auth_invitations (
  id text collate "C" primary key,
  code_hash text collate "C" not null unique check (code_hash ~ '^[0-9a-f]{64}$'),
  kind text not null check (kind in ('join', 'reset')),
  role text not null check (role in ('admin', 'member')),
  user_id text collate "C" references auth_users on delete cascade,
  created_by text collate "C" references auth_users on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  used_at timestamptz,
  check ((kind = 'reset') = (user_id is not null))
);

-- Only the SHA-256 of a key is here, and its first letters, by which a person tells one from another.
create table auth_api_keys (
  id text collate "C" primary key,
  user_id text collate "C" not null references auth_users on delete cascade,
  name text not null check (name <> ''),
  start text not null,
  key_hash text collate "C" not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null check (
    scopes <@ array['read', 'trade-paper', 'trade-live', 'admin'] and cardinality(scopes) > 0
  ),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on auth_api_keys (user_id);

do $$
declare
  name text;
begin
  foreach name in array array[
    'auth_users', 'auth_accounts', 'auth_sessions', 'auth_verifications', 'auth_two_factors', 'auth_passkeys',
    'auth_invitations', 'auth_api_keys'
  ] loop
    execute format('grant select, insert, update, delete on %I to legwork_auth', name);
    if exists (select from pg_roles where rolname = 'legwork_backup') then
      execute format('grant select on %I to legwork_backup', name);
    end if;
  end loop;
end
$$;

-- A person is disabled, never deleted: their rows everywhere else would be nobody's.
revoke delete on auth_users from legwork_auth;

-- rollback:
-- drop table auth_api_keys, auth_invitations, auth_passkeys, auth_two_factors, auth_verifications, auth_sessions,
--   auth_accounts, auth_users;
-- revoke usage on schema public from legwork_auth;
