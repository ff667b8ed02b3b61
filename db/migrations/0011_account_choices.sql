-- What a user has decided about an account of theirs: whether its cycles run, and whether it may trade money. The choice
-- may come before the account, which for money is opened only after it.

create table account_choices (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null check (account <> ''),
  runs boolean not null,
  -- When money was switched on, and when the second factor was proved by which it was; both or neither.
  live_at timestamptz,
  live_proved_at timestamptz check (live_proved_at <= live_at),
  primary key (username, account),
  check ((live_at is null) = (live_proved_at is null)),
  check (live_at is null or account like 'live:%')
);

alter table account_choices enable row level security;
alter table account_choices force row level security;
create policy own_rows on account_choices
  using (username = (select legwork_user())) with check (username = (select legwork_user()));

grant select, insert, update on account_choices to legwork_app;

do $$
begin
  if exists (select from pg_roles where rolname = 'legwork_backup') then
    grant select on account_choices to legwork_backup;
  end if;
end
$$;

-- rollback:
-- drop table account_choices;
