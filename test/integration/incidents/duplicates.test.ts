import { describe, expect, test } from 'vitest'
import { entryDepsOf } from '../../../src/cycles/entry-deps-of.ts'
import { enterProposal } from '../../../src/engine/entry/enter-proposal.ts'
import { candidateOf, enterSpread, proposalOf } from '../../support/engine/enter-spread.ts'
import { DEBIT, enterAndFill, minutes, openedWorld, tradesOf } from '../../support/engine/spread-world.ts'
import { ONLY_SYMBOL_COUNT, ordersPosted } from '../../support/engine/concurrent-entries.ts'
import { VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'

describe('one order for one wish', () => {
  test('B-02 the same spread again is refused while it is held; with risk.allow_adding it is a lot of its own', async () => {
    const held = await openedWorld({ settings: { ...ONLY_SYMBOL_COUNT, 'risk.allow_adding': 'no' } })
    await enterAndFill(held)
    await minutes(held.world, 1)
    const before = ordersPosted(held.world)
    expect(await enterSpread(held.world, { ...DEBIT, limits: true })).toMatchObject({
      code: 'identical_spread',
    })
    expect(ordersPosted(held.world)).toBe(before)

    const adding = await openedWorld({ settings: ONLY_SYMBOL_COUNT })
    await enterAndFill(adding)
    await minutes(adding.world, 1)
    expect(await enterSpread(adding.world, { ...DEBIT, limits: true })).toMatchObject({ kind: 'sent' })
    expect(await tradesOf(adding.world)).toHaveLength(2)
  })

  test('B-02 a proposal that is entered again, after a restart or beside itself, makes no second order', async () => {
    const { world } = await openedWorld({ settings: ONLY_SYMBOL_COUNT })
    const proposal = await proposalOf(world, DEBIT)
    const candidate = candidateOf(world, DEBIT)
    const revalidate = async () => ({ kind: 'stands', candidate, inputs: null }) as const
    const enter = (engine: typeof world.engine) => enterProposal(entryDepsOf(engine, revalidate), proposal)
    const beside = await Promise.all([enter(world.engine), enter(world.engine), enter(world.engine)])
    expect(beside.filter(({ kind }) => kind === 'sent')).toHaveLength(1)
    const engine = await world.restart()
    await engine.syncTradierSnapshot('sync')
    expect(await enter(engine)).toMatchObject({ code: 'proposal_must_be_ready' })
    expect(ordersPosted(world)).toBe(1)
  })

  test('B-02 a crash between the order and its answer: the restart looks for it and sends nothing', async () => {
    const { world } = await openedWorld({ settings: ONLY_SYMBOL_COUNT })
    let posts = 0
    world.faults = ({ method, path }) =>
      method === 'POST' && path.endsWith('/orders') && ++posts === 2 ? { kind: 'timeout', after: true } : null
    expect(await enterSpread(world, DEBIT)).toMatchObject({ intent: { state: 'unknown' } })
    world.faults = () => null
    const engine = await world.restart()
    await engine.syncTradierSnapshot('sync')
    await minutes(world, 3)
    const [order, ...more] = world.venue.orders(VENUE_ACCOUNT)
    expect(more).toEqual([])
    const [record] = await tradesOf(world)
    const intents = await world.read((tx) => tx.intentsOfTrades([record!.trade.id]))
    expect(intents.map(({ brokerOrderId }) => brokerOrderId)).toEqual([String(order!.id)])
  })
})
