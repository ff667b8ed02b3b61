-- The schema as the migrations make it. Written by "npm run schema", never by hand; a test compares it with a
-- migrated database.

CREATE OR REPLACE FUNCTION public.legwork_user()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting('app.current_user'::text, true), ''::text)
;

create table account_balances (
  username text collate "C" not null default legwork_user(),
  snapshot_id text collate "C" not null,
  account text collate "C" not null,
  at timestamp with time zone not null,
  total_equity bigint not null,
  total_cash bigint not null,
  option_buying_power bigint,
  stock_buying_power bigint,
  open_pl bigint,
  close_pl bigint,
  option_requirement bigint,
  pending_cash bigint,
  pending_orders integer,
  constraint account_balances_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint account_balances_username_snapshot_id_fkey FOREIGN KEY (username, snapshot_id) REFERENCES broker_snapshots(username, id),
  constraint account_balances_pkey PRIMARY KEY (username, snapshot_id)
);
CREATE INDEX account_balances_by_time ON public.account_balances USING btree (username, account, at);
alter table account_balances enable row level security;
alter table account_balances force row level security;
create policy own_rows on account_balances as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on account_balances to legwork_app;
grant select on account_balances to legwork_backup;

create table account_choices (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  runs boolean not null,
  live_at timestamp with time zone,
  live_proved_at timestamp with time zone,
  constraint account_choices_account_check CHECK ((account <> ''::text)),
  constraint account_choices_check CHECK ((live_proved_at <= live_at)),
  constraint account_choices_check1 CHECK (((live_at IS NULL) = (live_proved_at IS NULL))),
  constraint account_choices_check2 CHECK (((live_at IS NULL) OR (account ~~ 'live:%'::text))),
  constraint account_choices_pkey PRIMARY KEY (username, account)
);
alter table account_choices enable row level security;
alter table account_choices force row level security;
create policy own_rows on account_choices as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on account_choices to legwork_app;
grant select on account_choices to legwork_backup;

create table account_snapshots (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  snapshot_id text collate "C" not null,
  at timestamp with time zone not null,
  day date not null,
  total_equity bigint,
  total_cash bigint,
  option_buying_power bigint,
  open_trades integer not null,
  unrealized_open bigint,
  realized_today bigint not null,
  unpriced_today integer not null,
  broker_close_pl bigint,
  constraint account_snapshots_open_trades_check CHECK ((open_trades >= 0)),
  constraint account_snapshots_unpriced_today_check CHECK ((unpriced_today >= 0)),
  constraint account_snapshots_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint account_snapshots_pkey PRIMARY KEY (username, account, snapshot_id)
);
CREATE INDEX account_snapshots_by_time ON public.account_snapshots USING btree (username, account, at);
alter table account_snapshots enable row level security;
alter table account_snapshots force row level security;
create policy own_rows on account_snapshots as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on account_snapshots to legwork_app;
grant select on account_snapshots to legwork_backup;

create table auth_accounts (
  id text collate "C" not null,
  user_id text collate "C" not null,
  account_id text collate "C" not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_accounts_access_token_check CHECK ((access_token IS NULL)),
  constraint auth_accounts_id_token_check CHECK ((id_token IS NULL)),
  constraint auth_accounts_password_check CHECK ((password ~~ '$argon2id$%'::text)),
  constraint auth_accounts_provider_id_check CHECK ((provider_id = 'credential'::text)),
  constraint auth_accounts_refresh_token_check CHECK ((refresh_token IS NULL)),
  constraint auth_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_accounts_pkey PRIMARY KEY (id),
  constraint auth_accounts_user_id_provider_id_key UNIQUE (user_id, provider_id)
);
grant delete, insert, select, update on auth_accounts to legwork_auth;
grant select on auth_accounts to legwork_backup;

create table auth_api_keys (
  id text collate "C" not null,
  user_id text collate "C" not null,
  name text not null,
  start text not null,
  key_hash text collate "C" not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint auth_api_keys_check CHECK ((expires_at > created_at)),
  constraint auth_api_keys_key_hash_check CHECK ((key_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint auth_api_keys_name_check CHECK ((name <> ''::text)),
  constraint auth_api_keys_scopes_check CHECK (((scopes <@ ARRAY['read'::text, 'trade-paper'::text, 'trade-live'::text, 'admin'::text]) AND (cardinality(scopes) > 0))),
  constraint auth_api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_api_keys_pkey PRIMARY KEY (id),
  constraint auth_api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX auth_api_keys_user_id_idx ON public.auth_api_keys USING btree (user_id);
grant delete, insert, select, update on auth_api_keys to legwork_auth;
grant select on auth_api_keys to legwork_backup;

create table auth_invitations (
  id text collate "C" not null,
  code_hash text collate "C" not null,
  kind text not null,
  role text not null,
  user_id text collate "C",
  created_by text collate "C",
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint auth_invitations_check CHECK ((expires_at > created_at)),
  constraint auth_invitations_check1 CHECK (((kind = 'reset'::text) = (user_id IS NOT NULL))),
  constraint auth_invitations_code_hash_check CHECK ((code_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint auth_invitations_kind_check CHECK ((kind = ANY (ARRAY['join'::text, 'reset'::text]))),
  constraint auth_invitations_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text]))),
  constraint auth_invitations_created_by_fkey FOREIGN KEY (created_by) REFERENCES auth_users(id) ON DELETE SET NULL,
  constraint auth_invitations_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_invitations_pkey PRIMARY KEY (id),
  constraint auth_invitations_code_hash_key UNIQUE (code_hash)
);
grant delete, insert, select, update on auth_invitations to legwork_auth;
grant select on auth_invitations to legwork_backup;

create table auth_passkeys (
  id text collate "C" not null,
  user_id text collate "C" not null,
  name text,
  public_key text not null,
  credential_id text collate "C" not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone,
  constraint auth_passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_passkeys_pkey PRIMARY KEY (id),
  constraint auth_passkeys_credential_id_key UNIQUE (credential_id)
);
CREATE INDEX auth_passkeys_user_id_idx ON public.auth_passkeys USING btree (user_id);
grant delete, insert, select, update on auth_passkeys to legwork_auth;
grant select on auth_passkeys to legwork_backup;

create table auth_sessions (
  id text collate "C" not null,
  user_id text collate "C" not null,
  token text collate "C" not null,
  expires_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  proved_at timestamp with time zone,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_sessions_pkey PRIMARY KEY (id),
  constraint auth_sessions_token_key UNIQUE (token)
);
CREATE INDEX auth_sessions_user_id_idx ON public.auth_sessions USING btree (user_id);
grant delete, insert, select, update on auth_sessions to legwork_auth;
grant select on auth_sessions to legwork_backup;

create table auth_two_factors (
  id text collate "C" not null,
  user_id text collate "C" not null,
  secret text not null,
  backup_codes text not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  constraint auth_two_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth_users(id) ON DELETE CASCADE,
  constraint auth_two_factors_pkey PRIMARY KEY (id),
  constraint auth_two_factors_user_id_key UNIQUE (user_id)
);
grant delete, insert, select, update on auth_two_factors to legwork_auth;
grant select on auth_two_factors to legwork_backup;

create table auth_users (
  id text collate "C" not null,
  name text not null,
  email text collate "C" not null,
  email_verified boolean not null default false,
  image text,
  role text not null default 'member'::text,
  two_factor_enabled boolean not null default false,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_users_email_check CHECK ((email = lower(email))),
  constraint auth_users_id_check CHECK ((id <> ''::text)),
  constraint auth_users_name_check CHECK ((name <> ''::text)),
  constraint auth_users_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text]))),
  constraint auth_users_pkey PRIMARY KEY (id),
  constraint auth_users_email_key UNIQUE (email)
);
grant insert, select, update on auth_users to legwork_auth;
grant select on auth_users to legwork_backup;

create table auth_verifications (
  id text collate "C" not null,
  identifier text collate "C" not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint auth_verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX auth_verifications_identifier_idx ON public.auth_verifications USING btree (identifier);
grant delete, insert, select, update on auth_verifications to legwork_auth;
grant select on auth_verifications to legwork_backup;

create table breaks (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  symbol text collate "C" not null,
  cause text not null,
  difference double precision not null,
  evidence jsonb not null,
  opened_at timestamp with time zone not null,
  snapshot_id text collate "C",
  resolved_at timestamp with time zone,
  resolution text,
  constraint breaks_cause_check CHECK ((cause = ANY (ARRAY['hand_trade'::text, 'assignment'::text, 'exercise'::text, 'expiry'::text, 'corporate_action'::text, 'wipe'::text, 'unknown_order'::text, 'balance'::text, 'unexplained'::text]))),
  constraint breaks_check CHECK (((resolved_at IS NULL) = (resolution IS NULL))),
  constraint breaks_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint breaks_pkey PRIMARY KEY (username, id)
);
CREATE INDEX breaks_open ON public.breaks USING btree (username, account, opened_at, id) WHERE (resolved_at IS NULL);
alter table breaks enable row level security;
alter table breaks force row level security;
create policy own_rows on breaks as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on breaks to legwork_app;
grant select on breaks to legwork_backup;

create table broker_accounts (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  environment text not null,
  account_id text collate "C" not null,
  epoch integer not null,
  last_sequence bigint not null,
  snapshot_id text collate "C",
  created_at timestamp with time zone not null,
  trades_version bigint not null default 0,
  constraint broker_accounts_check CHECK ((account = ((environment || ':'::text) || account_id))),
  constraint broker_accounts_environment_check CHECK ((environment = ANY (ARRAY['exchange'::text, 'sandbox'::text, 'live'::text]))),
  constraint broker_accounts_epoch_check CHECK ((epoch >= 0)),
  constraint broker_accounts_last_sequence_check CHECK ((last_sequence >= 0)),
  constraint broker_accounts_trades_version_check CHECK ((trades_version >= 0)),
  constraint broker_accounts_pkey PRIMARY KEY (username, account)
);
alter table broker_accounts enable row level security;
alter table broker_accounts force row level security;
create policy own_rows on broker_accounts as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on broker_accounts to legwork_app;
grant select on broker_accounts to legwork_backup;

create table broker_snapshots (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  sequence bigint not null,
  state text not null,
  trouble text,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  position_count integer,
  order_count integer,
  facts jsonb not null,
  constraint broker_snapshots_order_count_check CHECK ((order_count >= 0)),
  constraint broker_snapshots_position_count_check CHECK ((position_count >= 0)),
  constraint broker_snapshots_sequence_check CHECK ((sequence >= 0)),
  constraint broker_snapshots_state_check CHECK ((state = ANY (ARRAY['complete'::text, 'torn'::text, 'failed'::text]))),
  constraint broker_snapshots_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint broker_snapshots_pkey PRIMARY KEY (username, id),
  constraint broker_snapshots_username_account_sequence_key UNIQUE (username, account, sequence)
);
CREATE INDEX broker_snapshots_complete ON public.broker_snapshots USING btree (username, account, sequence) WHERE (state = 'complete'::text);
alter table broker_snapshots enable row level security;
alter table broker_snapshots force row level security;
create policy own_rows on broker_snapshots as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on broker_snapshots to legwork_app;
grant select on broker_snapshots to legwork_backup;

create table broker_tokens (
  username text collate "C" not null default legwork_user(),
  environment text not null,
  account_id text collate "C" not null,
  ciphertext text not null,
  key_id text collate "C" not null,
  updated_at timestamp with time zone not null,
  constraint broker_tokens_account_id_check CHECK ((account_id <> ''::text)),
  constraint broker_tokens_ciphertext_check CHECK ((ciphertext ~~ 'gAAAA%'::text)),
  constraint broker_tokens_environment_check CHECK ((environment = ANY (ARRAY['exchange'::text, 'sandbox'::text, 'live'::text]))),
  constraint broker_tokens_key_id_check CHECK ((key_id <> ''::text)),
  constraint broker_tokens_pkey PRIMARY KEY (username, environment, account_id)
);
alter table broker_tokens enable row level security;
alter table broker_tokens force row level security;
create policy own_rows on broker_tokens as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on broker_tokens to legwork_app;
grant select on broker_tokens to legwork_backup;

create table daily_summaries (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  day date not null,
  generated_at timestamp with time zone not null,
  summary jsonb not null,
  constraint daily_summaries_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint daily_summaries_pkey PRIMARY KEY (username, account, day)
);
alter table daily_summaries enable row level security;
alter table daily_summaries force row level security;
create policy own_rows on daily_summaries as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on daily_summaries to legwork_app;
grant select on daily_summaries to legwork_backup;

create table decisions (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  kind text not null,
  trade_id text collate "C",
  proposal_id text collate "C",
  snapshot_id text collate "C",
  at timestamp with time zone not null,
  rules text not null,
  inputs json not null,
  outcome json not null,
  constraint decisions_kind_check CHECK ((kind = ANY (ARRAY['entry'::text, 'exit'::text, 'monitor'::text, 'reconcile'::text]))),
  constraint decisions_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint decisions_pkey PRIMARY KEY (username, id)
);
CREATE INDEX decisions_by_time ON public.decisions USING btree (username, account, at, id);
CREATE INDEX decisions_by_trade ON public.decisions USING btree (username, trade_id, at, id);
alter table decisions enable row level security;
alter table decisions force row level security;
create policy own_rows on decisions as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on decisions to legwork_app;
grant select on decisions to legwork_backup;

create table heartbeats (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  name text collate "C" not null,
  at timestamp with time zone not null,
  detail text,
  constraint heartbeats_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint heartbeats_pkey PRIMARY KEY (username, account, name)
);
alter table heartbeats enable row level security;
alter table heartbeats force row level security;
create policy own_rows on heartbeats as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on heartbeats to legwork_app;
grant select on heartbeats to legwork_backup;

create table idempotency_keys (
  username text collate "C" not null default legwork_user(),
  key text collate "C" not null,
  request_hash text not null,
  response jsonb,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  subject text collate "C",
  constraint idempotency_keys_check CHECK ((expires_at > created_at)),
  constraint idempotency_keys_key_check CHECK ((key <> ''::text)),
  constraint idempotency_keys_subject_check CHECK ((subject <> ''::text)),
  constraint idempotency_keys_pkey PRIMARY KEY (username, key)
);
CREATE INDEX idempotency_keys_by_expiry ON public.idempotency_keys USING btree (username, expires_at);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy own_rows on idempotency_keys as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on idempotency_keys to legwork_app;
grant select on idempotency_keys to legwork_backup;

create table implied_volatilities (
  username text collate "C" not null default legwork_user(),
  underlying text collate "C" not null,
  day date not null,
  volatility double precision not null,
  source text not null,
  quality text not null,
  recorded_at timestamp with time zone not null,
  constraint implied_volatilities_quality_check CHECK ((quality = ANY (ARRAY['interpolated'::text, 'single_expiration'::text]))),
  constraint implied_volatilities_source_check CHECK ((source <> ''::text)),
  constraint implied_volatilities_volatility_check CHECK (((volatility > (0)::double precision) AND (volatility < 'Infinity'::double precision))),
  constraint implied_volatilities_pkey PRIMARY KEY (username, underlying, day)
);
alter table implied_volatilities enable row level security;
alter table implied_volatilities force row level security;
create policy own_rows on implied_volatilities as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on implied_volatilities to legwork_app;
grant select on implied_volatilities to legwork_backup;

create table leases (
  username text collate "C" not null default legwork_user(),
  name text collate "C" not null,
  holder text,
  token bigint not null,
  until timestamp with time zone not null,
  constraint leases_token_check CHECK ((token > 0)),
  constraint leases_pkey PRIMARY KEY (username, name)
);
alter table leases enable row level security;
alter table leases force row level security;
create policy own_rows on leases as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on leases to legwork_app;
grant select on leases to legwork_backup;

create table order_intents (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  trade_id text collate "C" not null,
  proposal_id text collate "C",
  role text not null,
  tag text collate "C" not null,
  state text not null,
  revived boolean not null default false,
  version integer not null,
  attempt integer not null,
  not_after timestamp with time zone not null,
  prepared_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  resolved_at timestamp with time zone,
  broker_order_id text collate "C",
  resolution text,
  cancel_requested_at timestamp with time zone,
  clean_scans integer not null,
  reserve bigint not null,
  filled_quantity integer not null,
  cash_flow bigint,
  facts jsonb not null,
  constraint order_intents_attempt_check CHECK ((attempt >= 0)),
  constraint order_intents_check CHECK ((((facts ->> 'version'::text))::integer = version)),
  constraint order_intents_clean_scans_check CHECK ((clean_scans >= 0)),
  constraint order_intents_filled_quantity_check CHECK ((filled_quantity >= 0)),
  constraint order_intents_reserve_check CHECK ((reserve >= 0)),
  constraint order_intents_role_check CHECK ((role = ANY (ARRAY['ENTRY'::text, 'EXIT'::text, 'BRACKET'::text]))),
  constraint order_intents_state_check CHECK ((state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'live'::text, 'done'::text, 'refused'::text, 'expired'::text, 'tombstoned'::text]))),
  constraint order_intents_version_check CHECK ((version >= 1)),
  constraint order_intents_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint order_intents_username_account_trade_id_fkey FOREIGN KEY (username, account, trade_id) REFERENCES trades(username, account, id) DEFERRABLE INITIALLY DEFERRED,
  constraint order_intents_pkey PRIMARY KEY (username, id),
  constraint order_intents_username_account_tag_key UNIQUE (username, account, tag)
);
CREATE INDEX order_intents_by_trade ON public.order_intents USING btree (username, trade_id, prepared_at, id);
CREATE UNIQUE INDEX order_intents_one_closing ON public.order_intents USING btree (username, trade_id) WHERE ((role = ANY (ARRAY['EXIT'::text, 'BRACKET'::text])) AND (state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'live'::text])) AND (NOT revived));
CREATE UNIQUE INDEX order_intents_one_for_proposal ON public.order_intents USING btree (username, proposal_id, role) WHERE ((state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'live'::text])) AND (NOT revived));
CREATE INDEX order_intents_tombstoned ON public.order_intents USING btree (username, account, resolved_at, id) WHERE (state = 'tombstoned'::text);
CREATE INDEX order_intents_unsettled ON public.order_intents USING btree (username, account, id) WHERE (state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'live'::text]));
alter table order_intents enable row level security;
alter table order_intents force row level security;
create policy own_rows on order_intents as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on order_intents to legwork_app;
grant select on order_intents to legwork_backup;

create table order_legs (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  epoch integer not null,
  order_id text collate "C" not null,
  ordinal integer not null,
  child_id text collate "C",
  symbol text collate "C" not null,
  action text not null,
  quantity integer not null,
  filled_quantity integer not null,
  average_fill_price double precision,
  constraint order_legs_ordinal_check CHECK ((ordinal >= 0)),
  constraint order_legs_username_account_epoch_order_id_fkey FOREIGN KEY (username, account, epoch, order_id) REFERENCES orders(username, account, epoch, id) ON DELETE CASCADE,
  constraint order_legs_pkey PRIMARY KEY (username, account, epoch, order_id, ordinal)
);
alter table order_legs enable row level security;
alter table order_legs force row level security;
create policy own_rows on order_legs as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on order_legs to legwork_app;
grant select on order_legs to legwork_backup;

create table orders (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  epoch integer not null,
  id text collate "C" not null,
  tag text collate "C",
  class text not null,
  status text not null,
  role text,
  intent_id text collate "C",
  trade_id text collate "C",
  underlying text,
  quantity integer not null,
  filled_quantity integer not null,
  cash_flow bigint,
  reason text,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  seen_by text collate "C" not null,
  facts jsonb not null,
  constraint orders_class_check CHECK ((class = ANY (ARRAY['equity'::text, 'option'::text, 'multileg'::text, 'combo'::text, 'oco'::text, 'oto'::text, 'otoco'::text]))),
  constraint orders_filled_quantity_check CHECK ((filled_quantity >= 0)),
  constraint orders_quantity_check CHECK ((quantity >= 0)),
  constraint orders_role_check CHECK ((role = ANY (ARRAY['ENTRY'::text, 'EXIT'::text, 'BRACKET'::text]))),
  constraint orders_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'open'::text, 'partially_filled'::text, 'filled'::text, 'cancelled'::text, 'expired'::text, 'rejected'::text, 'error'::text, 'unrecognised'::text]))),
  constraint orders_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint orders_pkey PRIMARY KEY (username, account, epoch, id)
);
CREATE INDEX orders_by_time ON public.orders USING btree (username, account, created_at);
CREATE INDEX orders_by_trade ON public.orders USING btree (username, trade_id);
CREATE INDEX orders_working ON public.orders USING btree (username, account, id) WHERE (status <> ALL (ARRAY['filled'::text, 'cancelled'::text, 'expired'::text, 'rejected'::text, 'error'::text]));
alter table orders enable row level security;
alter table orders force row level security;
create policy own_rows on orders as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on orders to legwork_app;
grant select on orders to legwork_backup;

create table portfolio_positions (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  symbol text collate "C" not null,
  root text collate "C",
  expiration date,
  option_type text,
  strike bigint,
  side text collate "C" not null,
  quantity double precision not null,
  cost_basis_per_contract bigint,
  last_price bigint,
  snapshot_id text collate "C" not null,
  updated_at timestamp with time zone not null,
  constraint portfolio_positions_check CHECK ((num_nulls(root, expiration, option_type, strike) = ANY (ARRAY[0, 4]))),
  constraint portfolio_positions_option_type_check CHECK ((option_type = ANY (ARRAY['call'::text, 'put'::text]))),
  constraint portfolio_positions_quantity_check CHECK (((quantity > (0)::double precision) AND (quantity < 'Infinity'::double precision))),
  constraint portfolio_positions_side_check CHECK ((side = ANY (ARRAY['long'::text, 'short'::text]))),
  constraint portfolio_positions_strike_check CHECK ((strike > 0)),
  constraint portfolio_positions_whole_contracts CHECK (((quantity = trunc(quantity)) OR ((root IS NULL) AND (symbol !~ '[0-9]{6}[CP][0-9]{8}$'::text)))),
  constraint portfolio_positions_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint portfolio_positions_username_account_symbol_root_expiration_key UNIQUE NULLS NOT DISTINCT (username, account, symbol, root, expiration, option_type, strike, side)
) with (fillfactor=50);
alter table portfolio_positions enable row level security;
alter table portfolio_positions force row level security;
create policy own_rows on portfolio_positions as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on portfolio_positions to legwork_app;
grant select on portfolio_positions to legwork_backup;

create table price_snapshots (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  at timestamp with time zone not null,
  kind text collate "C" not null,
  mark bigint,
  bid bigint,
  ask bigint,
  delta double precision,
  iv double precision,
  underlying bigint,
  unrealized_pnl bigint,
  source text not null,
  constraint price_snapshots_kind_check CHECK ((kind = ANY (ARRAY['PERIODIC'::text, 'PRE_MARKET'::text, 'POST_MARKET'::text]))),
  constraint price_snapshots_username_trade_id_fkey FOREIGN KEY (username, trade_id) REFERENCES trades(username, id),
  constraint price_snapshots_pkey PRIMARY KEY (username, trade_id, at, kind)
);
alter table price_snapshots enable row level security;
alter table price_snapshots force row level security;
create policy own_rows on price_snapshots as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on price_snapshots to legwork_app;
grant select on price_snapshots to legwork_backup;

create table proposal_runs (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  at timestamp with time zone not null,
  candidates integer not null,
  accepted integer not null,
  facts jsonb not null,
  constraint proposal_runs_accepted_check CHECK ((accepted >= 0)),
  constraint proposal_runs_candidates_check CHECK ((candidates >= 0)),
  constraint proposal_runs_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint proposal_runs_pkey PRIMARY KEY (username, id),
  constraint proposal_runs_username_account_id_key UNIQUE (username, account, id)
);
CREATE INDEX proposal_runs_by_time ON public.proposal_runs USING btree (username, account, at, id);
alter table proposal_runs enable row level security;
alter table proposal_runs force row level security;
create policy own_rows on proposal_runs as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on proposal_runs to legwork_app;
grant select on proposal_runs to legwork_backup;

create table proposals (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  run_id text collate "C" not null,
  strategy text not null,
  underlying text not null,
  root text not null,
  expiration date not null,
  quantity integer not null,
  natural_price bigint not null,
  mid_price bigint not null,
  score double precision not null,
  status text not null,
  reason text,
  reason_value double precision,
  reason_threshold text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  facts jsonb not null,
  constraint proposals_departure_has_reason CHECK (((status = 'READY'::text) OR (COALESCE(reason, ''::text) <> ''::text))),
  constraint proposals_quantity_check CHECK ((quantity > 0)),
  constraint proposals_status_check CHECK ((status = ANY (ARRAY['READY'::text, 'CONSUMED'::text, 'INVALIDATED'::text]))),
  constraint proposals_username_account_run_id_fkey FOREIGN KEY (username, account, run_id) REFERENCES proposal_runs(username, account, id),
  constraint proposals_pkey PRIMARY KEY (username, id)
);
CREATE INDEX proposals_by_time ON public.proposals USING btree (username, account, created_at, id);
CREATE INDEX proposals_ready ON public.proposals USING btree (username, account, score DESC, id) WHERE (status = 'READY'::text);
alter table proposals enable row level security;
alter table proposals force row level security;
create policy own_rows on proposals as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on proposals to legwork_app;
grant select on proposals to legwork_backup;

create table risk_state (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  flag text collate "C" not null,
  day date,
  raised_at timestamp with time zone not null,
  reason text not null,
  counted jsonb not null,
  constraint risk_state_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint risk_state_pkey PRIMARY KEY (username, account, flag)
);
alter table risk_state enable row level security;
alter table risk_state force row level security;
create policy own_rows on risk_state as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on risk_state to legwork_app;
grant select on risk_state to legwork_backup;

create table schema_migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (version)
);
grant select on schema_migrations to legwork_backup;

create table settings (
  username text collate "C" not null default legwork_user(),
  account text collate "C" not null,
  key text collate "C" not null,
  value text not null,
  updated_at timestamp with time zone not null,
  constraint settings_key_check CHECK ((key <> ''::text)),
  constraint settings_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint settings_pkey PRIMARY KEY (username, account, key)
);
alter table settings enable row level security;
alter table settings force row level security;
create policy own_rows on settings as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on settings to legwork_app;
grant select on settings to legwork_backup;

create table trade_contexts (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  moment text collate "C" not null,
  at timestamp with time zone not null,
  facts jsonb not null,
  constraint trade_contexts_username_trade_id_fkey FOREIGN KEY (username, trade_id) REFERENCES trades(username, id),
  constraint trade_contexts_pkey PRIMARY KEY (username, trade_id, moment)
);
alter table trade_contexts enable row level security;
alter table trade_contexts force row level security;
create policy own_rows on trade_contexts as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on trade_contexts to legwork_app;
grant select on trade_contexts to legwork_backup;

create table trade_legs (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  ordinal integer not null,
  root text not null,
  expiration date not null,
  option_type text not null,
  strike bigint not null,
  action text not null,
  ratio integer not null,
  constraint trade_legs_action_check CHECK ((action = ANY (ARRAY['buy_to_open'::text, 'sell_to_open'::text]))),
  constraint trade_legs_option_type_check CHECK ((option_type = ANY (ARRAY['call'::text, 'put'::text]))),
  constraint trade_legs_ordinal_check CHECK ((ordinal >= 0)),
  constraint trade_legs_ratio_check CHECK ((ratio > 0)),
  constraint trade_legs_strike_check CHECK ((strike > 0)),
  constraint trade_legs_username_trade_id_fkey FOREIGN KEY (username, trade_id) REFERENCES trades(username, id),
  constraint trade_legs_pkey PRIMARY KEY (username, trade_id, ordinal)
);
alter table trade_legs enable row level security;
alter table trade_legs force row level security;
create policy own_rows on trade_legs as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on trade_legs to legwork_app;
grant select on trade_legs to legwork_backup;

create table trade_transitions (
  username text collate "C" not null default legwork_user(),
  trade_id text collate "C" not null,
  version integer not null,
  ordinal integer not null,
  type text not null,
  from_status text,
  to_status text,
  trigger text,
  exit_reason text,
  actor text not null,
  at timestamp with time zone not null,
  snapshot_id text collate "C",
  reference text,
  event jsonb not null,
  constraint trade_transitions_actor_check CHECK ((actor = ANY (ARRAY['engine'::text, 'person'::text]))),
  constraint trade_transitions_check CHECK (((type = 'status_changed'::text) = (to_status IS NOT NULL))),
  constraint trade_transitions_ordinal_check CHECK ((ordinal >= 0)),
  constraint trade_transitions_version_check CHECK ((version >= 1)),
  constraint trade_transitions_username_trade_id_fkey FOREIGN KEY (username, trade_id) REFERENCES trades(username, id),
  constraint trade_transitions_pkey PRIMARY KEY (username, trade_id, version, ordinal)
);
alter table trade_transitions enable row level security;
alter table trade_transitions force row level security;
create policy own_rows on trade_transitions as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select on trade_transitions to legwork_app;
grant select on trade_transitions to legwork_backup;

create table trades (
  username text collate "C" not null default legwork_user(),
  id text collate "C" not null,
  account text collate "C" not null,
  version integer not null,
  status text not null,
  origin text not null,
  managed boolean not null,
  linked_to text collate "C",
  proposal_id text collate "C",
  strategy text not null,
  underlying text not null,
  root text not null,
  expiration date not null,
  quantity integer not null,
  multiplier integer not null,
  filled_quantity integer not null,
  open_quantity integer not null,
  entry_effect text,
  entry_price bigint,
  exit_effect text,
  exit_price bigint,
  realized_pnl bigint,
  fees bigint,
  net_pnl bigint,
  max_profit bigint,
  max_loss bigint,
  reserve bigint not null,
  iv_entry double precision,
  underlying_entry bigint,
  flags jsonb not null,
  exit_reason text,
  created_at timestamp with time zone not null,
  opened_at timestamp with time zone,
  closed_at timestamp with time zone,
  opened_on date,
  closed_on date,
  facts jsonb not null,
  constraint trades_check CHECK (((open_quantity >= 0) AND (open_quantity <= filled_quantity))),
  constraint trades_check1 CHECK (((status = 'CLOSED'::text) = (exit_reason IS NOT NULL))),
  constraint trades_check2 CHECK (((status = ANY (ARRAY['CLOSED'::text, 'CANCELLED'::text])) = (closed_at IS NOT NULL))),
  constraint trades_check3 CHECK (((entry_price IS NULL) = (entry_effect IS NULL))),
  constraint trades_check4 CHECK (((exit_price IS NULL) = (exit_effect IS NULL))),
  constraint trades_check5 CHECK ((((facts #>> '{trade,version}'::text[]))::integer = version)),
  constraint trades_close_has_price CHECK (((status <> 'CLOSED'::text) OR (exit_price IS NOT NULL) OR (exit_reason = ANY (ARRAY['BROKER_ALREADY_FLAT'::text, 'EXPIRED'::text, 'ASSIGNED'::text])))),
  constraint trades_entry_effect_check CHECK ((entry_effect = ANY (ARRAY['credit'::text, 'debit'::text, 'even'::text]))),
  constraint trades_entry_price_check CHECK ((entry_price >= 0)),
  constraint trades_exit_effect_check CHECK ((exit_effect = ANY (ARRAY['credit'::text, 'debit'::text, 'even'::text]))),
  constraint trades_exit_price_check CHECK ((exit_price >= 0)),
  constraint trades_filled_quantity_check CHECK ((filled_quantity >= 0)),
  constraint trades_multiplier_check CHECK ((multiplier > 0)),
  constraint trades_origin_check CHECK ((origin = ANY (ARRAY['ENGINE'::text, 'MANUAL'::text, 'IMPORTED'::text]))),
  constraint trades_quantity_check CHECK ((quantity > 0)),
  constraint trades_reserve_check CHECK ((reserve >= 0)),
  constraint trades_status_check CHECK ((status = ANY (ARRAY['ENTRY_PENDING'::text, 'PARTIALLY_FILLED'::text, 'OPEN'::text, 'CLOSING_PENDING'::text, 'EXIT_ERROR'::text, 'INVALID_STRUCTURE'::text, 'CLOSED'::text, 'CANCELLED'::text]))),
  constraint trades_version_check CHECK ((version >= 1)),
  constraint trades_username_account_fkey FOREIGN KEY (username, account) REFERENCES broker_accounts(username, account),
  constraint trades_pkey PRIMARY KEY (username, id),
  constraint trades_username_account_id_key UNIQUE (username, account, id)
);
CREATE INDEX trades_by_time ON public.trades USING btree (username, account, created_at, id);
CREATE INDEX trades_closed ON public.trades USING btree (username, account, closed_on);
CREATE INDEX trades_listed ON public.trades USING btree (username, account, COALESCE(closed_at, created_at), id);
CREATE INDEX trades_opened ON public.trades USING btree (username, account, opened_on);
CREATE INDEX trades_unfinished ON public.trades USING btree (username, account, id) WHERE (status <> ALL (ARRAY['CLOSED'::text, 'CANCELLED'::text]));
CREATE INDEX trades_unpriced ON public.trades USING btree (username, account, id) WHERE ((status = 'CLOSED'::text) AND (realized_pnl IS NULL));
alter table trades enable row level security;
alter table trades force row level security;
create policy own_rows on trades as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant insert, select, update on trades to legwork_app;
grant select on trades to legwork_backup;

create table user_settings (
  username text collate "C" not null default legwork_user(),
  key text collate "C" not null,
  value text not null,
  updated_at timestamp with time zone not null,
  constraint user_settings_key_check CHECK ((key <> ''::text)),
  constraint user_settings_pkey PRIMARY KEY (username, key)
);
alter table user_settings enable row level security;
alter table user_settings force row level security;
create policy own_rows on user_settings as permissive for all to public using ((username = ( SELECT legwork_user() AS legwork_user))) with check ((username = ( SELECT legwork_user() AS legwork_user)));
grant delete, insert, select, update on user_settings to legwork_app;
grant select on user_settings to legwork_backup;
