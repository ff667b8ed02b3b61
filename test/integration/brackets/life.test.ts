import { expect, test } from 'vitest'
import { CALL, heldWorld, live, tradeOf } from '../../support/engine/bracket-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

test('try', async () => {
  const { world, market, id } = await heldWorld()
  const r = await tradeOf(world, id)
  console.log(JSON.stringify(r.trade), JSON.stringify(r.memo), JSON.stringify(r.hand))
  console.log(JSON.stringify(world.venue.orders(VENUE_ACCOUNT), null, 1))
  market.set(CALL, 8.1, 8.3)
  await live(world, 60)
  console.log(JSON.stringify((await tradeOf(world, id)).trade))
  console.log(world.log.map((l) => JSON.stringify(l)).join('\n'))
  expect(world.alerts).toEqual([])
})
