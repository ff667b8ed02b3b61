import { expect, it } from 'vitest'
import { CALL, heldWorld, live, tradeOf } from '../../support/engine/bracket-world.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

it('C-22: a cancel that is refused is tried again by each monitor until the order is dead', async () => {
  const { world, market, id } = await heldWorld()
  let cancels = 0
  const statuses = () => world.venue.orders(VENUE_ACCOUNT).map(({ status }) => status)
  world.faults = ({ method }) => {
    if (method !== 'DELETE') return null
    cancels += 1
    return { kind: 'refused' }
  }
  world.venue.control.closeByHand(VENUE_ACCOUNT, CALL, market)
  await live(world, 180)
  expect((await tradeOf(world, id)).trade).toMatchObject({
    status: 'CLOSED',
    exitReason: 'BROKER_ALREADY_FLAT',
  })
  const before = cancels
  expect(statuses()).toEqual(['filled', 'open'])
  await live(world, 120)
  expect(cancels - before).toBe(2)
  world.faults = () => null
  await live(world, 65)
  expect(statuses()).toEqual(['filled', 'canceled'])
})
