import { invariant } from '../../domain/invariant.ts'
import type { OptionContract } from '../../domain/option/contract.ts'
import { isHeldQuantity } from '../../domain/option/held-quantity.ts'
import type { PositionReader, PositionRow } from '../../ports/store/position-reader.ts'
import type { MirrorCounts, PositionWriter } from '../../ports/store/position-writer.ts'
import { columnsOf, inputTable, inputValues, namesOf } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<PositionRow>({
  account: ['text', ({ account }) => account],
  symbol: ['text', ({ symbol }) => symbol],
  root: ['text', ({ contract }) => contract?.root],
  expiration: ['date', ({ contract }) => contract?.expiration],
  option_type: ['text', ({ contract }) => contract?.type],
  strike: ['bigint', ({ contract }) => contract?.strike],
  side: ['text', ({ side }) => side],
  quantity: ['double precision', ({ quantity }) => quantity],
  cost_basis_per_contract: ['bigint', (row) => row.costBasisPerContract],
  last_price: ['bigint', ({ lastPrice }) => lastPrice],
  snapshot_id: ['text', ({ snapshotId }) => snapshotId],
  updated_at: ['timestamptz', ({ updatedAt }) => updatedAt],
})

const NAMES = namesOf(COLUMNS)

/** Symbol and side find the row (a hash join); the rest of the key is compared where they meet. */
const SAME_KEY = `stored.account = $1 and stored.symbol = input.symbol and stored.side = input.side
  and stored.root is not distinct from input.root and stored.expiration is not distinct from input.expiration
  and stored.option_type is not distinct from input.option_type and stored.strike is not distinct from input.strike`

const FIGURES = ['quantity', 'cost_basis_per_contract', 'last_price']
const CHANGING = [...FIGURES, 'snapshot_id', 'updated_at']

function figuresOf(table: string): string {
  return `(${FIGURES.map((name) => `${table}.${name}`).join(', ')})`
}

/**
 * The whole mirror in one statement. A plain upsert would lock, and so write, every row that the broker reports as
 * before, and take twice as long for those that changed; it is left for rows that are new.
 */
const MIRROR = `with input as materialized (select * from ${inputTable(COLUMNS, 2)}),
  updated as (
    update portfolio_positions as stored
    set ${CHANGING.map((name) => `${name} = input.${name}`).join(', ')}
    from input where ${SAME_KEY} and ${figuresOf('stored')} is distinct from ${figuresOf('input')}
    returning 1
  ),
  inserted as (
    insert into portfolio_positions (${NAMES}) select ${NAMES} from input
    where not exists (select from portfolio_positions as stored where ${SAME_KEY})
    on conflict (username, account, symbol, root, expiration, option_type, strike, side) do update
    set ${CHANGING.map((name) => `${name} = excluded.${name}`).join(', ')}
    returning 1
  ),
  deleted as (
    delete from portfolio_positions as stored
    where stored.account = $1 and not exists (select from input where ${SAME_KEY})
    returning 1
  )
  select (select count(*) from updated)::integer + (select count(*) from inserted)::integer as written,
    (select count(*) from deleted)::integer as deleted`

// With nothing reported there is nothing to join.
const CLEAR = 'delete from portfolio_positions where account = $1'

const SELECT = `select symbol, root, expiration, option_type as type, strike, side, quantity,
    cost_basis_per_contract as "costBasisPerContract", last_price as "lastPrice", snapshot_id as "snapshotId",
    updated_at as "updatedAt"
  from portfolio_positions where account = $1 order by symbol, side`

type StoredPosition = Omit<PositionRow, 'account' | 'contract'> & {
  readonly [Part in keyof OptionContract]: OptionContract[Part] | null
}

function rowOf(account: string, stored: StoredPosition): PositionRow {
  const { root, expiration, type, strike, ...rest } = stored
  const contract = root === null ? null : ({ root, expiration, type, strike } as OptionContract)
  return { account, contract, ...rest }
}

function checkRows(account: string, rows: readonly PositionRow[]): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const key = `${row.side}\u0000${row.symbol}`
    invariant(row.account === account, `a position of ${row.account} is mirrored into ${account}`)
    const isHeld = isHeldQuantity(row.symbol, row.quantity)
    const isWhole = row.contract === null || Number.isInteger(row.quantity)
    invariant(isHeld && isWhole, `a position of ${row.symbol} has quantity ${row.quantity}`)
    invariant(!seen.has(key), `${row.symbol} is mirrored twice on the ${row.side} side`)
    seen.add(key)
  }
}

/** The mirror of the user's positions. */
export function postgresPositions(session: Session): PositionReader & PositionWriter {
  return {
    async positions(account) {
      const rows = await session.rows<StoredPosition>(SELECT, [account])
      return rows.map((row) => rowOf(account, row))
    },
    async mirrorPositions(account, rows) {
      checkRows(account, rows)
      if (rows.length === 0) {
        return { written: 0, deleted: await session.write(CLEAR, [account]), unchanged: 0 }
      }
      const counts = await session.row<Omit<MirrorCounts, 'unchanged'>>(MIRROR, [
        account,
        ...inputValues(COLUMNS, rows),
      ])
      const { written, deleted } = counts!
      return { written, deleted, unchanged: rows.length - written }
    },
  }
}
