-- A trade has one closing order at a time, whether an exit or a bracket: two could sell what is there only once.
drop index order_intents_one_exit;
create unique index order_intents_one_closing on order_intents (username, trade_id)
where role in ('EXIT', 'BRACKET') and state in ('prepared', 'sending', 'unknown', 'live') and not revived;

-- rollback:
-- drop index order_intents_one_closing;
-- create unique index order_intents_one_exit on order_intents (username, trade_id)
-- where role = 'EXIT' and state in ('prepared', 'sending', 'unknown', 'live') and not revived;
