import { runMonitor, workOrders } from '../../../src/cycles/monitor-cycle.ts'
import { openQuantity } from '../../../src/domain/trade/trade-figures.ts'
import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import { isUnsettled } from '../../../src/ports/store/intent-store.ts'
import type { TradeRecord } from '../../../src/ports/store/trade-store.ts'
import { adjustProtection } from '../../../src/service/trades/adjust-protection.ts'
import { closeByHand } from '../../../src/service/trades/close-by-hand.ts'
import { CALL, dollars, handOn, type HandWish, placeByHand } from '../../support/engine/bracket-world.ts'
import type { Books } from '../../support/engine/books.ts'
import { ACCOUNT } from '../../support/engine/trading-world.ts'
import type { CrashScenario, Scene } from './crash-scenario.ts'

/** A person's limit is not walked, and a bracket that is found late is not waited for long. */
const SETTINGS = { 'entry.walk_timeout': '3600', 'entry.walk_interval': '600', 'exit.ladder_interval': '5' }

/** A person's call: filled, but nothing placed for it yet. */
async function filled({ world, market }: Scene, wish: HandWish, size = 50): Promise<void> {
  market.set(CALL, 5.0, 5.2, size)
  await placeByHand(world, wish)
}

/** The same with its bracket at the broker, and past the grace in which the mirror may lag. */
async function held(scene: Scene, wish: HandWish = {}): Promise<void> {
  await filled(scene, wish)
  for (let i = 0; i < 4; i += 1) {
    scene.world.pass(55_000)
    await workOrders(scene.engine)
    scene.world.pass(5_000)
    await runMonitor(scene.engine)
  }
  const record = await tradeOf(scene)
  if (record?.trade.bracket?.heldBy !== 'broker') throw new Error('the trade to begin with has no bracket')
}

async function tradeOf({ world }: Scene) {
  return (await world.read((tx) => tx.unfinishedTrades(ACCOUNT)))[0]
}

function summary({ trades, positions, orders, intents }: Books): unknown {
  const brackets = new Set(intents.filter(({ role }) => role === 'BRACKET').map(({ tag }) => tag))
  const working = orders.filter(({ live, tag }) => live && brackets.has(tag))
  return {
    trades: trades.map(({ trade, hand }) => [
      trade.status,
      openQuantity(trade),
      trade.exitReason,
      trade.flags,
      isFinal(trade.status) ? null : trade.bracket,
      hand?.stopLoss,
      hand?.takeProfit,
    ]),
    held: positions.map(({ symbol, quantity }) => [symbol, quantity]),
    working: working.map(({ legs }) => legs.map(({ symbol, remaining }) => [symbol, remaining])),
  }
}

const isClosed = ({ trades, intents }: Books): boolean =>
  trades.every(({ trade }) => isFinal(trade.status)) && !intents.some(({ state }) => isUnsettled(state))

/** Open, with a bracket for all of it at the broker and nothing else under way. */
const isProtected =
  (quantity: number) =>
  ({ trades, intents }: Books): boolean => {
    const left = intents.filter(({ state }) => isUnsettled(state))
    return (
      trades.every(({ trade }) => trade.status === 'OPEN' && trade.bracket?.heldBy === 'broker') &&
      trades.every(({ trade }) => openQuantity(trade) === quantity) &&
      left.length === 1 &&
      left[0]!.state === 'live'
    )
  }

const PLACE: CrashScenario = {
  name: 'a bracket that is placed after the fill',
  settings: SETTINGS,
  fewestPoints: 25,
  prepare: (scene) => filled(scene, { quantity: 2 }),
  isOver: isProtected(2),
  end: summary,
}

const GROW: CrashScenario = {
  name: 'a bracket that grows with its fills',
  settings: SETTINGS,
  fewestPoints: 120,
  prepare: async (scene) => {
    await filled(scene, { quantity: 2 }, 1)
    scene.market.set(CALL, 5.1, 5.3)
  },
  // The market comes back to the rest of the entry once the first part has its bracket.
  act: async (scene) => {
    const record = await tradeOf(scene)
    if (record?.trade.bracket?.heldBy === 'broker') scene.market.set(CALL, 5.0, 5.2)
  },
  isOver: isProtected(2),
  end: summary,
}

const SIDE: CrashScenario = {
  name: 'a side of a bracket that fills',
  settings: SETTINGS,
  fewestPoints: 15,
  prepare: async (scene) => {
    await held(scene)
    scene.market.set(CALL, 8.2, 8.4)
  },
  isOver: isClosed,
  end: summary,
}

const CLOSE: CrashScenario = {
  name: 'a bracket whose trade is closed by hand',
  settings: SETTINGS,
  fewestPoints: 40,
  prepare: (scene) => held(scene, { quantity: 2 }),
  act: async (scene) => {
    const record = await tradeOf(scene)
    if (record?.trade.status !== 'OPEN') return
    const { id: trade, version } = record.trade
    await closeByHand(handOn(scene.world, scene.engine), { trade, version, kind: 'market', limit: null })
  },
  isOver: isClosed,
  end: summary,
}

/** The prices at the beginning are 3.50 and 8; a scenario changes one of them or both. */
const adjusted = (name: string, stop: number, target: number): CrashScenario => {
  const prices = { stopLoss: dollars(stop), takeProfit: dollars(target) }
  const isWanted = (hand: TradeRecord['hand']): boolean =>
    hand?.stopLoss === prices.stopLoss && hand.takeProfit === prices.takeProfit
  return {
    name,
    settings: SETTINGS,
    fewestPoints: 40,
    prepare: (scene) => held(scene),
    act: async (scene) => {
      const record = await tradeOf(scene)
      if (record === undefined || isWanted(record.hand)) return
      const { id: trade, version } = record.trade
      await adjustProtection(handOn(scene.world, scene.engine), { trade, version, ...prices })
    },
    isOver: (books) => isProtected(1)(books) && books.trades.every(({ hand }) => isWanted(hand)),
    end: summary,
  }
}

const ADJUST = adjusted('a bracket whose two prices are adjusted', 4, 9)
const ADJUST_STOP = adjusted('a bracket whose stop is adjusted', 4, 8)
const ADJUST_TARGET = adjusted('a bracket whose take profit is adjusted', 3.5, 9)

const ENGINE: CrashScenario = {
  name: 'a bracket whose stop is below its floor',
  settings: SETTINGS,
  fewestPoints: 60,
  prepare: async (scene) => {
    await held(scene)
    scene.market.set(CALL, 2.0, 2.2)
  },
  isOver: isClosed,
  end: summary,
}

/** Place, grow, side fill (A), close by hand (B), adjust (C and D), close by the engine. */
export const BRACKET_SCENARIOS: readonly CrashScenario[] = [
  PLACE,
  GROW,
  SIDE,
  CLOSE,
  ADJUST_STOP,
  ADJUST_TARGET,
  ADJUST,
  ENGINE,
]
