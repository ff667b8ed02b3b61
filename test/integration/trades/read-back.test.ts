import { expect, test } from 'vitest'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'
import { callWish, dollars, handWorld } from '../../support/trades/hand-world.ts'

test('a rejection that is read back is an error although the account cannot be looked at anew', async () => {
  const at = await handWorld()
  at.world.venue.control.plan({ kind: 'reject_next', accountId: VENUE_ACCOUNT, reason: 'Not approved.' })
  let sent = false
  at.world.faults = ({ tag, path }) => {
    sent ||= tag !== null
    return sent && path.endsWith('/positions') ? { kind: 'status', status: 500, after: false } : null
  }
  const refused = await placeTrade(at.hand, 'k1', callWish())
  expect(refused).toMatchObject({ ok: false, code: 'broker_rejected_the_order' })
  at.world.faults = () => null
  await at.world.engine.syncTradierSnapshot('sync')
  expect(await placeTrade(at.hand, 'k1', callWish())).toMatchObject({ code: 'broker_rejected_the_order' })
})

test('an order that fills at once is read back once, and nobody waits a second for it', async () => {
  const at = await handWorld()
  const before = at.world.market.now
  expect(await placeTrade(at.hand, 'k1', callWish())).toMatchObject({
    ok: true,
    value: { value: { outcome: 'filled' } },
  })
  const reads = at.world.requests.filter(({ method, path }) => method === 'GET' && /orders\/\d+$/.test(path))
  expect([reads.length, at.world.market.now - before]).toEqual([1, 0])
})

test('a stop and a take-profit closer than the broker takes them are refused before anything is bought', async () => {
  const at = await handWorld({ settings: { 'user.account_balance': '100000' } })
  const wish = callWish({ limit: dollars(5.1), stopLoss: dollars(5.08), takeProfit: dollars(5.12) })
  expect(await placeTrade(at.hand, 'k1', wish)).toMatchObject({ ok: false })
})
