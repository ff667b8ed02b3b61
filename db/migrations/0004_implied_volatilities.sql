-- Our own past of implied volatility: one value a user, underlying and New York day.

create table implied_volatilities (
  username text collate "C" not null default legwork_user(),
  underlying text collate "C" not null,
  day date not null,
  -- A fraction: 0.2 is 20 %. NaN and infinity are greater than every number.
  volatility double precision not null check (volatility > 0 and volatility < 'Infinity'),
  source text not null check (source <> ''),
  quality text not null check (quality in ('interpolated', 'single_expiration')),
  recorded_at timestamptz not null,
  primary key (username, underlying, day)
);

alter table implied_volatilities enable row level security;
alter table implied_volatilities force row level security;
create policy own_rows on implied_volatilities
  using (username = (select legwork_user())) with check (username = (select legwork_user()));

grant select, insert, update on implied_volatilities to legwork_app;

do $$
begin
  if exists (select from pg_roles where rolname = 'legwork_backup') then
    grant select on implied_volatilities to legwork_backup;
  end if;
end
$$;

-- rollback:
-- drop table implied_volatilities;
