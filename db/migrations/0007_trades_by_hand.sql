-- What requests of people need: keys that find the trade that they brought forth, lists in pages, and a figure by which
-- a list is known to be unchanged.

alter table idempotency_keys
  -- What was begun under the key, such as a trade; written in the same transaction as that.
  add column subject text collate "C" check (subject <> '');
create index idempotency_keys_by_expiry on idempotency_keys (username, expires_at);

-- Rises with every change of a trade of the account and with every new mark of one.
alter table broker_accounts add column trades_version bigint not null default 0 check (trades_version >= 0);

-- A list shows what is over by its end and what is not by its beginning, the newest first.
create index trades_listed on trades (username, account, coalesce(closed_at, created_at), id);

-- rollback:
-- drop index trades_listed;
-- alter table broker_accounts drop column trades_version;
-- drop index idempotency_keys_by_expiry;
-- alter table idempotency_keys drop column subject;
