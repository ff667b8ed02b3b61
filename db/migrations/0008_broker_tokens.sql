-- Brokers' tokens, sealed. The key is outside of the database; `key_id` names it. No foreign key to the account: it is
-- the token that opens the account, so that the token comes first.

create table broker_tokens (
  username text collate "C" not null default legwork_user(),
  environment text not null check (environment in ('exchange', 'sandbox', 'live')),
  account_id text collate "C" not null check (account_id <> ''),
  ciphertext text not null check (ciphertext like 'gAAAA%'),
  key_id text collate "C" not null check (key_id <> ''),
  updated_at timestamptz not null,
  primary key (username, environment, account_id)
);

alter table broker_tokens enable row level security;
alter table broker_tokens force row level security;
create policy own_rows on broker_tokens
  using (username = (select legwork_user())) with check (username = (select legwork_user()));
grant select, insert, update, delete on broker_tokens to legwork_app;

do $$
begin
  if exists (select from pg_roles where rolname = 'legwork_backup') then
    grant select on broker_tokens to legwork_backup;
  end if;
end
$$;

-- rollback:
-- drop table broker_tokens;
