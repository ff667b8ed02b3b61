-- What we want and what became of it: proposals, trades, intents, decisions.

create table proposal_runs (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  at timestamptz not null,
  candidates integer not null check (candidates >= 0),
  accepted integer not null check (accepted >= 0),
  facts jsonb not null,
  primary key (username, id),
  unique (username, account, id),
  foreign key (username, account) references broker_accounts
);

create index proposal_runs_by_time on proposal_runs (username, account, at, id);

create table proposals (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  run_id text collate "C" not null,
  strategy text not null,
  underlying text not null,
  root text not null,
  expiration date not null,
  quantity integer not null check (quantity > 0),
  natural_price bigint not null,
  mid_price bigint not null,
  score double precision not null,
  status text not null check (status in ('READY', 'CONSUMED', 'INVALIDATED')),
  reason text,
  reason_value double precision,
  reason_threshold text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  facts jsonb not null,
  primary key (username, id),
  foreign key (username, account, run_id) references proposal_runs (username, account, id),
  -- Nothing leaves READY without saying why.
  constraint proposals_departure_has_reason check (status = 'READY' or coalesce(reason, '') <> '')
);

create index proposals_ready on proposals (username, account, score desc, id) where status = 'READY';
create index proposals_by_time on proposals (username, account, created_at, id);

-- `facts` is the whole record; the columns are computed from it on each write, in the same statement. Money is cents,
-- prices are units of 1/10,000 dollar per share.
create table trades (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  version integer not null check (version >= 1),
  status text not null check (
    status in (
      'ENTRY_PENDING', 'PARTIALLY_FILLED', 'OPEN', 'CLOSING_PENDING', 'EXIT_ERROR', 'INVALID_STRUCTURE', 'CLOSED',
      'CANCELLED'
    )
  ),
  origin text not null check (origin in ('ENGINE', 'MANUAL', 'IMPORTED')),
  managed boolean not null,
  linked_to text collate "C",
  proposal_id text collate "C",
  strategy text not null,
  underlying text not null,
  root text not null,
  expiration date not null,
  quantity integer not null check (quantity > 0),
  multiplier integer not null check (multiplier > 0),
  filled_quantity integer not null check (filled_quantity >= 0),
  open_quantity integer not null check (open_quantity between 0 and filled_quantity),
  entry_effect text check (entry_effect in ('credit', 'debit', 'even')),
  entry_price bigint check (entry_price >= 0),
  exit_effect text check (exit_effect in ('credit', 'debit', 'even')),
  exit_price bigint check (exit_price >= 0),
  realized_pnl bigint,
  fees bigint,
  net_pnl bigint,
  max_profit bigint,
  max_loss bigint,
  reserve bigint not null check (reserve >= 0),
  iv_entry double precision,
  underlying_entry bigint,
  flags jsonb not null,
  exit_reason text,
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  -- New York days of the first fill and of the close.
  opened_on date,
  closed_on date,
  facts jsonb not null,
  primary key (username, id),
  unique (username, account, id),
  foreign key (username, account) references broker_accounts,
  check ((status = 'CLOSED') = (exit_reason is not null)),
  check ((status in ('CLOSED', 'CANCELLED')) = (closed_at is not null)),
  check ((entry_price is null) = (entry_effect is null)),
  check ((exit_price is null) = (exit_effect is null)),
  check ((facts #>> '{trade,version}')::integer = version)
);

create index trades_unfinished on trades (username, account, id) where status not in ('CLOSED', 'CANCELLED');
create index trades_unpriced on trades (username, account, id) where status = 'CLOSED' and realized_pnl is null;
create index trades_by_time on trades (username, account, created_at, id);
create index trades_opened on trades (username, account, opened_on);
create index trades_closed on trades (username, account, closed_on);

create table trade_legs (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  ordinal integer not null check (ordinal >= 0),
  root text not null,
  expiration date not null,
  option_type text not null check (option_type in ('call', 'put')),
  strike bigint not null check (strike > 0),
  action text not null check (action in ('buy_to_open', 'sell_to_open')),
  ratio integer not null check (ratio > 0),
  primary key (username, trade_id, ordinal),
  foreign key (username, trade_id) references trades
);

-- Everything that happened to a trade, never changed afterwards.
create table trade_transitions (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  version integer not null check (version >= 1),
  ordinal integer not null check (ordinal >= 0),
  type text not null,
  from_status text,
  to_status text,
  trigger text,
  exit_reason text,
  actor text not null check (actor in ('engine', 'person')),
  at timestamptz not null,
  snapshot_id text collate "C",
  reference text,
  event jsonb not null,
  primary key (username, trade_id, version, ordinal),
  foreign key (username, trade_id) references trades,
  check ((type = 'status_changed') = (to_status is not null))
);

create table price_snapshots (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  at timestamptz not null,
  kind text collate "C" not null check (kind in ('PERIODIC', 'PRE_MARKET', 'POST_MARKET')),
  mark bigint,
  bid bigint,
  ask bigint,
  delta double precision,
  iv double precision,
  underlying bigint,
  unrealized_pnl bigint,
  source text not null,
  primary key (username, trade_id, at, kind),
  foreign key (username, trade_id) references trades
);

-- What surrounded a trade at a moment of its life, for the forensic analyst.
create table trade_contexts (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  moment text collate "C" not null,
  at timestamptz not null,
  facts jsonb not null,
  primary key (username, trade_id, moment),
  foreign key (username, trade_id) references trades
);

-- One order that we want, written before it is sent. The trade may be written after it in the same transaction.
create table order_intents (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  trade_id text collate "C" not null,
  proposal_id text collate "C",
  role text not null check (role in ('ENTRY', 'EXIT', 'BRACKET')),
  tag text collate "C" not null,
  state text not null check (
    state in ('prepared', 'sending', 'unknown', 'live', 'done', 'refused', 'expired', 'tombstoned')
  ),
  -- It was given up and arrived after all: a truth that no guard may keep from being written.
  revived boolean not null default false,
  version integer not null check (version >= 1),
  attempt integer not null check (attempt >= 0),
  not_after timestamptz not null,
  prepared_at timestamptz not null,
  sent_at timestamptz,
  resolved_at timestamptz,
  broker_order_id text collate "C",
  resolution text,
  cancel_requested_at timestamptz,
  clean_scans integer not null check (clean_scans >= 0),
  reserve bigint not null check (reserve >= 0),
  filled_quantity integer not null check (filled_quantity >= 0),
  cash_flow bigint,
  facts jsonb not null,
  primary key (username, id),
  unique (username, account, tag),
  foreign key (username, account) references broker_accounts,
  foreign key (username, account, trade_id) references trades (username, account, id) deferrable initially deferred,
  check ((facts ->> 'version')::integer = version)
);

-- The guards: whatever the code believes, a proposal has one unsettled order of a role, and a trade one exit.
create unique index order_intents_one_for_proposal on order_intents (username, proposal_id, role)
where state in ('prepared', 'sending', 'unknown', 'live') and not revived;
create unique index order_intents_one_exit on order_intents (username, trade_id)
where role = 'EXIT' and state in ('prepared', 'sending', 'unknown', 'live') and not revived;
create index order_intents_unsettled on order_intents (username, account, id)
where state in ('prepared', 'sending', 'unknown', 'live');
create index order_intents_tombstoned on order_intents (username, account, resolved_at, id)
where state = 'tombstoned';
create index order_intents_by_trade on order_intents (username, trade_id, prepared_at, id);

-- `inputs` and `outcome` are kept as text, names in their order: a replay must print what was printed.
create table decisions (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  kind text not null check (kind in ('entry', 'exit', 'monitor', 'reconcile')),
  trade_id text collate "C",
  proposal_id text collate "C",
  snapshot_id text collate "C",
  at timestamptz not null,
  rules text not null,
  inputs json not null,
  outcome json not null,
  primary key (username, id),
  foreign key (username, account) references broker_accounts
);

create index decisions_by_time on decisions (username, account, at, id);
create index decisions_by_trade on decisions (username, trade_id, at, id);

do $$
declare
  name text;
begin
  foreach name in array array[
    'proposal_runs', 'proposals', 'trades', 'trade_legs', 'trade_transitions', 'price_snapshots', 'trade_contexts',
    'order_intents', 'decisions'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy own_rows on %I using (username = (select legwork_user())) with check (username = (select legwork_user()))',
      name
    );
  end loop;
end
$$;

-- What is evidence can be added to and never changed.
grant select, insert on
  proposal_runs, trade_legs, trade_transitions, price_snapshots, trade_contexts, decisions to legwork_app;
grant select, insert, update on proposals, trades, order_intents to legwork_app;

-- A dump reads everything, of every user.
do $$
begin
  if exists (select from pg_roles where rolname = 'legwork_backup') then
    grant usage on schema public to legwork_backup;
    grant select on all tables in schema public to legwork_backup;
    grant execute on function legwork_user() to legwork_backup;
  end if;
end
$$;

-- rollback:
-- do $$
-- begin
--   if exists (select from pg_roles where rolname = 'legwork_backup') then
--     revoke execute on function legwork_user() from legwork_backup;
--     revoke select on all tables in schema public from legwork_backup;
--     revoke usage on schema public from legwork_backup;
--   end if;
-- end
-- $$;
-- drop table decisions, order_intents, trade_contexts, price_snapshots, trade_transitions, trade_legs, trades,
--   proposals, proposal_runs;
