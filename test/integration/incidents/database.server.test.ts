import { beforeAll, describe, expect, it } from 'vitest'
import { storeOnPool } from '../../../src/adapters/postgres/postgres-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { DEBIT, filledWorld, minutes, tradesOf, winDebit, work } from '../../support/engine/spread-world.ts'
import { ACCOUNT, USER, type TradingWorld } from '../../support/engine/trading-world.ts'
import { intentFor } from '../../support/engine/broker-orders.ts'
import { proposalOf } from '../../support/engine/enter-spread.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

describe('what the database itself refuses', () => {
  const pool = serverPool('incident_database')
  let world: TradingWorld
  let tradeId: string

  beforeAll(async () => {
    const opened = await filledWorld({ store: storeOnPool(pool()) })
    world = opened.world
    winDebit(opened.market)
    await minutes(world, 1)
    await work(world, (status) => status === 'CLOSED')
    tradeId = (await tradesOf(world))[0]!.trade.id
  })

  it('B-07 a CLOSED trade without an exit price, unless it left without an order of ours', async () => {
    const bare = (reason: string) =>
      pool().query(
        'update trades set exit_price = null, exit_effect = null, realized_pnl = null, exit_reason = $2 where username = $3 and id = $1',
        [tradeId, reason, USER],
      )
    for (const reason of ['PROFIT_TARGET', 'STOP_LOSS', 'MANUAL_CLOSE', 'EMERGENCY', 'UNKNOWN']) {
      await expect(bare(reason)).rejects.toThrow('trades_close_has_price')
    }
    for (const reason of ['BROKER_ALREADY_FLAT', 'EXPIRED', 'ASSIGNED']) {
      expect((await bare(reason)).rowCount).toBe(1)
    }
  })

  it('B-13 a second exit of a trade that may still fill, also one that names another order', async () => {
    const [record] = await tradesOf(world)
    const at = instant(world.market.now)
    const exit = (name: string, state: 'live' | 'unknown' | 'prepared' | 'done') =>
      intentFor(record!, name, 'EXIT', { state, account: ACCOUNT, preparedAt: at })
    expect(await world.read((tx) => tx.insertIntent(exit('first', 'live')))).toMatchObject({ ok: true })
    for (const state of ['live', 'unknown', 'prepared'] as const) {
      expect(await world.read((tx) => tx.insertIntent(exit(`second-${state}`, state)))).toMatchObject({
        code: 'exit_is_working_already',
      })
    }
    const { rows } = await pool().query<{ readonly def: string }>(
      "select indexdef as def from pg_indexes where indexname = 'order_intents_one_closing'",
    )
    expect(rows[0]!.def).toContain('UNIQUE')
  })

  it('B-26 a proposal that leaves READY without a reason', async () => {
    const proposal = await proposalOf(world, DEBIT)
    for (const reason of [null, '']) {
      const leaving = pool().query(
        "update proposals set status = 'INVALIDATED', reason = $2 where username = $3 and id = $1",
        [proposal.id, reason, USER],
      )
      await expect(leaving).rejects.toThrow('proposals_departure_has_reason')
    }
  })
})
