-- Reinvested dividends buy parts of shares; contracts stay whole. NaN and infinity are greater than every number.

alter table portfolio_positions
  drop constraint portfolio_positions_quantity_check,
  alter column quantity type double precision,
  add constraint portfolio_positions_quantity_check check (quantity > 0 and quantity < 'Infinity'),
  add constraint portfolio_positions_whole_contracts check (
    quantity = trunc(quantity) or (root is null and symbol !~ '[0-9]{6}[CP][0-9]{8}$')
  );

alter table breaks alter column difference type double precision;

-- rollback:
-- -- Refuses, by the not null of the column, while a part of a share is held or on record: no number is made up for it.
-- alter table breaks alter column difference type bigint
--   using case when difference = trunc(difference) then difference::bigint end;
-- alter table portfolio_positions
--   drop constraint portfolio_positions_whole_contracts,
--   drop constraint portfolio_positions_quantity_check,
--   alter column quantity type integer using case when quantity = trunc(quantity) then quantity::integer end,
--   add constraint portfolio_positions_quantity_check check (quantity > 0);
