import { expect, test } from 'vitest'
import { formatOccSymbol } from '../../../src/domain/option/occ-symbol.ts'
import { accepted, given, waitingSpread } from './broker-steps.ts'
import { tradierTarget } from './tradier-target.ts'

for (const orders of [1, 501]) {
  test(`a snapshot with ${orders} orders and the quotes of all legs are five calls`, async () => {
    const target = tradierTarget()
    for (let i = 1; i <= orders; i += 1) {
      await accepted(target, waitingSpread(target))
      // Entries may have forty of the fifty calls of a minute.
      if (i % 40 === 0 || i === orders) target.clock.advance(61_000)
    }
    const before = target.requests.length
    expect(await given(target, target.broker.readOrders('sync'))).toHaveLength(orders)
    await given(target, target.broker.readPositions('sync'))
    await given(target, target.broker.readBalances('sync'))
    await given(target, target.broker.readOrders('sync'))
    const legs = [target.sample.short, target.sample.long].map(formatOccSymbol)
    // Unknown symbols count like others: the call has as many as 500 trades of four legs.
    const many = Array.from({ length: 2_000 }, (_, i) => `SPY261016C0${1_000_000 + i}`)
    await given(target, target.marketData.readQuotes([...legs, ...many], 'sync'))
    expect(target.requests.length - before).toBe(5)
    expect(target.connection.callsInLastMinute()).toEqual({
      total: 5,
      byPriority: { sync: 5 },
      byEndpoint: { orders: 2, positions: 1, balances: 1, quotes: 1 },
    })
  })
}
