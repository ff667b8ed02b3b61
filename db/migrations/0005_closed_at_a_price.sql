-- A trade that one of its own orders closed has an exit price. What left without an order of ours (found flat, expired,
-- assigned) may be closed without one: then nothing is invented, and evidence may fill it in later.
alter table trades add constraint trades_close_has_price check (
  status <> 'CLOSED' or exit_price is not null or exit_reason in ('BROKER_ALREADY_FLAT', 'EXPIRED', 'ASSIGNED')
);

-- rollback:
-- alter table trades drop constraint trades_close_has_price;
