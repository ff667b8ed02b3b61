import type pg from 'pg'
import { tradingDay } from '../src/domain/calendar/trading-day.ts'
import { price } from '../src/domain/money/price.ts'
import type { PositionRow } from '../src/ports/store/position-reader.ts'
import { ACCOUNT, CALL_500, positionRow } from '../test/conformance/store/sample-records.ts'

/** So many positions of different contracts; another `prices` gives every row another last price. */
export function makePositions(count: number, prices: number, snapshotId: string): PositionRow[] {
  const expiration = tradingDay('2026-10-16')
  return Array.from({ length: count }, (_, i) => {
    const strike = price(1_000_000 + i * 5_000)
    const symbol = `SPXW  261016C${String(strike / 10).padStart(8, '0')}`
    const contract = { ...CALL_500, root: 'SPXW', expiration, strike }
    const side = i % 2 === 0 ? 'long' : 'short'
    return positionRow(symbol, { contract, side, lastPrice: price(10_000 + i + prices), snapshotId })
  })
}

const UPSERT = `insert into portfolio_positions (username, account, symbol, root, expiration, option_type, strike, side,
    quantity, cost_basis_per_contract, last_price, snapshot_id, updated_at)
  select 'by-hand', * from unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::text[], $6::bigint[], $7::text[],
    $8::integer[], $9::bigint[], $10::bigint[], $11::text[], $12::timestamptz[])
  on conflict (username, account, symbol, root, expiration, option_type, strike, side) do update
  set quantity = excluded.quantity, cost_basis_per_contract = excluded.cost_basis_per_contract,
    last_price = excluded.last_price, snapshot_id = excluded.snapshot_id, updated_at = excluded.updated_at`

const DELETE = `delete from portfolio_positions where username = 'by-hand' and account = $1
  and (symbol, side) not in (select * from unnest($2::text[], $3::text[]))`

/** What somebody would write who knows SQL and needs neither counts nor untouched rows: the owner's, without policies. */
export async function upsertByHand(pool: pg.Pool, rows: readonly PositionRow[]): Promise<void> {
  const client = await pool.connect()
  const symbols = rows.map(({ symbol }) => symbol)
  const sides = rows.map(({ side }) => side)
  await client.query('begin')
  await client.query(
    `insert into broker_accounts (username, account, environment, account_id, epoch, last_sequence, created_at)
     values ('by-hand', $1, split_part($1, ':', 1), split_part($1, ':', 2), 1, 0, now()) on conflict do nothing`,
    [ACCOUNT],
  )
  await client.query(UPSERT, [
    rows.map(({ account }) => account),
    symbols,
    rows.map(({ contract }) => contract?.root),
    rows.map(({ contract }) => contract?.expiration),
    rows.map(({ contract }) => contract?.type),
    rows.map(({ contract }) => contract?.strike),
    sides,
    rows.map(({ quantity }) => quantity),
    rows.map(({ costBasisPerContract }) => costBasisPerContract),
    rows.map(({ lastPrice }) => lastPrice),
    rows.map(({ snapshotId }) => snapshotId),
    rows.map(({ updatedAt }) => new Date(updatedAt)),
  ])
  await client.query(DELETE, [ACCOUNT, symbols, sides])
  await client.query('commit')
  client.release()
}

/** Where each row of a user stands and which transactions wrote or locked it: a row that changed has another text. */
export async function rowVersions(pool: pg.Pool, username: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ readonly symbol: string; readonly version: string }>(
    `select symbol || side as symbol, concat_ws(' ', ctid, xmin, xmax) as version
     from portfolio_positions where username = $1`,
    [username],
  )
  return new Map(rows.map(({ symbol, version }) => [symbol, version]))
}
