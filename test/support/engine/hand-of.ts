import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { handDeskOf } from '../../../src/cycles/hand-desk-of.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import type { TradingWorld } from './trading-world.ts'

/** A person's hand on the engine of a world, or on another of its lives. */
export function handOf({ engine: first }: TradingWorld, engine = first): PersonDesk {
  const { username, account, mode, store, clock, calendar, preset, broker, ids, log } = engine.context
  return {
    view: { username, account, mode, work: store, clock, calendar, preset },
    desk: broker,
    ids,
    log,
    exits: async () => exitDepsOf(engine),
    entries: async () => handDeskOf(engine),
    wall: clock,
    look: async () => (await engine.syncTradierSnapshot('exit', true)).state === 'complete',
    confirm: (orderIds) => engine.confirm(orderIds, 'exit'),
  }
}
