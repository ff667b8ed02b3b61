-- Roles, the user of a transaction, and the accounts that everything else belongs to.
-- Roles belong to the whole server, so that another database of it may have made them already.

do $$
declare
  name text;
begin
  foreach name in array array['legwork_app', 'legwork_worker'] loop
    begin
      execute format('create role %I nologin nosuperuser nobypassrls', name);
    exception
      when duplicate_object or unique_violation then null;
    end;
  end loop;
end
$$;

-- Whoever connects takes this role in each transaction; a worker does the same for each user that it works for.
do $$
begin
  execute format('grant legwork_app to %I', current_user);
end
$$;
grant legwork_app to legwork_worker;

-- A dump has to see every user's rows. Only some servers let their owner make such a role; without it a dump is made
-- by a superuser.
do $$
begin
  create role legwork_backup nologin nosuperuser bypassrls;
exception
  when duplicate_object or unique_violation then null;
  when insufficient_privilege then
    raise notice 'No role legwork_backup: this user may not make one that bypasses row level security.';
end
$$;

revoke all on schema public from public;
grant usage on schema public to legwork_app;

-- The user of the running transaction, or null. A setting that was local to a past transaction is '', not null. The body
-- is bound to its names when it is made; a search path of its own would only keep it from being inlined, and it is the
-- default of every row that is written.
create function legwork_user() returns text
language sql stable
return nullif(current_setting('app.current_user', true), '');

revoke all on function legwork_user() from public;
grant execute on function legwork_user() to legwork_app;

create table broker_accounts (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  environment text not null check (environment in ('exchange', 'sandbox', 'live')),
  account_id text collate "C" not null,
  epoch integer not null check (epoch >= 0),
  last_sequence bigint not null check (last_sequence >= 0),
  snapshot_id text collate "C",
  created_at timestamptz not null,
  primary key (username, account),
  check (account = environment || ':' || account_id)
);

create table user_settings (
  username text collate "C" not null default legwork_user(),
  key text collate "C" not null check (key <> ''),
  value text not null,
  updated_at timestamptz not null,
  primary key (username, key)
);

create table settings (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  key text collate "C" not null check (key <> ''),
  value text not null,
  updated_at timestamptz not null,
  primary key (username, account, key),
  foreign key (username, account) references broker_accounts
);

create table heartbeats (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  name text collate "C" not null,
  at timestamptz not null,
  detail text,
  primary key (username, account, name),
  foreign key (username, account) references broker_accounts
);

-- The holder is null once a lease is released; the token stays, so that it never comes again.
create table leases (
  username text collate "C" not null default legwork_user(),
  name text collate "C" not null,
  holder text,
  token bigint not null check (token > 0),
  until timestamptz not null,
  primary key (username, name)
);

create table risk_state (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  flag text collate "C" not null,
  day date,
  raised_at timestamptz not null,
  reason text not null,
  counted jsonb not null,
  primary key (username, account, flag),
  foreign key (username, account) references broker_accounts
);

create table idempotency_keys (
  username text collate "C" not null default legwork_user(),
  key text collate "C" not null check (key <> ''),
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  primary key (username, key)
);

-- Forced, so that the owner of the tables sees no more than anybody else.
do $$
declare
  name text;
begin
  foreach name in array array[
    'broker_accounts', 'user_settings', 'settings', 'heartbeats', 'leases', 'risk_state', 'idempotency_keys'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_rows on %I using (username = (select legwork_user())) with check (username = (select legwork_user()))',
      name
    );
    execute format('grant select, insert, update, delete on %I to legwork_app', name);
  end loop;
end
$$;

-- An account is what every other row hangs on.
revoke delete on broker_accounts from legwork_app;

-- rollback:
-- drop table idempotency_keys, risk_state, leases, heartbeats, settings, user_settings, broker_accounts;
-- drop function legwork_user();
-- revoke usage on schema public from legwork_app;
-- grant usage on schema public to public;
