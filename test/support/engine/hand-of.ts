import { exitDepsOf } from '../../../src/cycles/exit-deps-of.ts'
import { handDeskOf } from '../../../src/cycles/hand-desk-of.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import type { TradingWorld } from './trading-world.ts'

/** A person's hand on a world's account, as the app gives it. */
export function handOf({ engine, context }: TradingWorld): PersonDesk {
  const { username, account, mode, store, clock, calendar, preset, broker, ids, log } = context
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
