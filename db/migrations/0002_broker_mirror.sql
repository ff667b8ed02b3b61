-- What the broker says: snapshots, money, positions and orders.

-- `facts` is the record as the engine knows it; the columns beside it are for indexes and for whoever reads SQL.
create table broker_snapshots (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  sequence bigint not null check (sequence >= 0),
  state text not null check (state in ('complete', 'torn', 'failed')),
  trouble text,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  position_count integer check (position_count >= 0),
  order_count integer check (order_count >= 0),
  facts jsonb not null,
  primary key (username, id),
  unique (username, account, sequence),
  foreign key (username, account) references broker_accounts
);

create index broker_snapshots_complete on broker_snapshots (username, account, sequence) where state = 'complete';

-- Cents; what the broker did not report is null, never 0.
create table account_balances (
  username text collate "C" not null default legwork_user(),
  snapshot_id text collate "C" not null,
  account text collate "C" not null,
  at timestamptz not null,
  total_equity bigint not null,
  total_cash bigint not null,
  option_buying_power bigint,
  stock_buying_power bigint,
  open_pl bigint,
  close_pl bigint,
  option_requirement bigint,
  pending_cash bigint,
  pending_orders integer,
  primary key (username, snapshot_id),
  foreign key (username, snapshot_id) references broker_snapshots,
  foreign key (username, account) references broker_accounts
);

create index account_balances_by_time on account_balances (username, account, at);

-- One row a contract and side. Strikes and prices are units of 1/10,000 dollar per share; shares have no contract.
create table portfolio_positions (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  symbol text collate "C" not null,
  root text collate "C",
  expiration date,
  option_type text check (option_type in ('call', 'put')),
  strike bigint check (strike > 0),
  side text collate "C" not null check (side in ('long', 'short')),
  quantity integer not null check (quantity > 0),
  cost_basis_per_contract bigint,
  last_price bigint,
  snapshot_id text collate "C" not null,
  updated_at timestamptz not null,
  unique nulls not distinct (username, account, symbol, root, expiration, option_type, strike, side),
  foreign key (username, account) references broker_accounts,
  check (num_nulls(root, expiration, option_type, strike) in (0, 4))
)
-- Room in each page for the next version of its rows: a new price then touches no index.
with (fillfactor = 50);

create table orders (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  epoch integer not null,
  id text collate "C" not null,
  tag text collate "C",
  class text not null check (class in ('equity', 'option', 'multileg', 'combo', 'oco', 'oto', 'otoco')),
  status text not null check (
    status in (
      'pending', 'open', 'partially_filled', 'filled', 'cancelled', 'expired', 'rejected', 'error', 'unrecognised'
    )
  ),
  role text check (role in ('ENTRY', 'EXIT', 'BRACKET')),
  intent_id text collate "C",
  trade_id text collate "C",
  underlying text,
  quantity integer not null check (quantity >= 0),
  filled_quantity integer not null check (filled_quantity >= 0),
  cash_flow bigint,
  reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  seen_by text collate "C" not null,
  facts jsonb not null,
  primary key (username, account, epoch, id),
  foreign key (username, account) references broker_accounts
);

create index orders_working on orders (username, account, id)
where status not in ('filled', 'cancelled', 'expired', 'rejected', 'error');
create index orders_by_time on orders (username, account, created_at);
create index orders_by_trade on orders (username, trade_id);

-- The legs of an order and of the orders of its group.
create table order_legs (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  epoch integer not null,
  order_id text collate "C" not null,
  ordinal integer not null check (ordinal >= 0),
  child_id text collate "C",
  symbol text collate "C" not null,
  action text not null,
  quantity integer not null,
  filled_quantity integer not null,
  average_fill_price double precision,
  primary key (username, account, epoch, order_id, ordinal),
  foreign key (username, account, epoch, order_id) references orders on delete cascade
);

-- Contracts that fills do not explain, with what the evidence points at.
create table breaks (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  symbol text collate "C" not null,
  cause text not null check (
    cause in (
      'hand_trade', 'assignment', 'exercise', 'expiry', 'corporate_action', 'wipe', 'unknown_order', 'balance',
      'unexplained'
    )
  ),
  difference bigint not null,
  evidence jsonb not null,
  opened_at timestamptz not null,
  snapshot_id text collate "C",
  resolved_at timestamptz,
  resolution text,
  primary key (username, id),
  foreign key (username, account) references broker_accounts,
  check ((resolved_at is null) = (resolution is null))
);

create index breaks_open on breaks (username, account, opened_at, id) where resolved_at is null;

create table account_snapshots (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  snapshot_id text collate "C" not null,
  at timestamptz not null,
  day date not null,
  total_equity bigint,
  total_cash bigint,
  option_buying_power bigint,
  open_trades integer not null check (open_trades >= 0),
  unrealized_open bigint,
  realized_today bigint not null,
  unpriced_today integer not null check (unpriced_today >= 0),
  broker_close_pl bigint,
  primary key (username, account, snapshot_id),
  foreign key (username, account) references broker_accounts
);

create index account_snapshots_by_time on account_snapshots (username, account, at);

create table daily_summaries (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  day date not null,
  generated_at timestamptz not null,
  summary jsonb not null,
  primary key (username, account, day),
  foreign key (username, account) references broker_accounts
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'broker_snapshots', 'account_balances', 'portfolio_positions', 'orders', 'order_legs', 'breaks',
    'account_snapshots', 'daily_summaries'
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

grant select, insert on broker_snapshots, account_balances, account_snapshots to legwork_app;
grant select, insert, update on breaks, orders, daily_summaries to legwork_app;
grant select, insert, update, delete on portfolio_positions, order_legs to legwork_app;

-- rollback:
-- drop table daily_summaries, account_snapshots, breaks, order_legs, orders, portfolio_positions, account_balances,
--   broker_snapshots;
