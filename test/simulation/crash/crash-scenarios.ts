import { runMonitor } from '../../../src/cycles/monitor-cycle.ts'
import { enterProposal } from '../../../src/engine/entry/enter-proposal.ts'
import { openQuantity } from '../../../src/domain/trade/trade-figures.ts'
import { isFinal } from '../../../src/domain/trade/trade-status.ts'
import { isUnsettled } from '../../../src/ports/store/intent-store.ts'
import type { Books } from '../../support/engine/books.ts'
import { candidateOf, entryDeps, proposalOf } from '../../support/engine/enter-spread.ts'
import { ACCOUNT, VENUE_ACCOUNT } from '../../support/engine/trading-world.ts'
import type { CrashScenario, Scene } from './crash-scenario.ts'

const LONG = 'SPY261016C00650000'
const SHORT = 'SPY261016C00660000'
const WANTED = {
  strategy: 'BULL_CALL_DEBIT',
  root: 'SPY',
  expiration: '2026-10-16',
  strikes: [650, 660],
  quantity: 2,
} as const

const BASE = { 'exit.time_dte': '0' }

function quote({ market }: Scene, long: readonly [number, number], short: readonly [number, number]): void {
  market.set(LONG, ...long)
  market.set(SHORT, ...short)
}

/** What the trade cycle does: enters what is READY, and finds it anew when the last try came to nothing. */
async function enter({ world, engine }: Scene, again: boolean): Promise<void> {
  const open = await world.read(async (tx) => {
    const trades = await tx.unfinishedTrades(ACCOUNT)
    const intents = await tx.unsettledIntents(ACCOUNT)
    return trades.length + intents.length
  })
  if (open > 0) return
  const ready = await world.read((tx) => tx.readyProposals(ACCOUNT, world.context.clock.now()))
  if (ready.length === 0 && !again) return
  const proposal = ready[0] ?? (await proposalOf(world, WANTED))
  await enterProposal(entryDeps(world, WANTED, engine), proposal)
}

/** An open trade, and past the grace in which the mirror may lag. */
async function opened(scene: Scene): Promise<void> {
  quote(scene, [5.0, 5.02], [2.4, 2.42])
  const { world } = scene
  const candidate = candidateOf(world, WANTED)
  // At the natural price it fills at once.
  const asked = { ...candidate, mid: candidate.natural }
  const revalidate = async () => ({ kind: 'stands', candidate: asked, inputs: null }) as const
  await enterProposal({ ...entryDeps(world, WANTED), revalidate }, await proposalOf(world, WANTED))
  for (let i = 0; i < 5; i += 1) {
    world.pass(60_000)
    await runMonitor(scene.engine)
  }
  const [record] = await world.read((tx) => tx.unfinishedTrades(ACCOUNT))
  if (record?.trade.status !== 'OPEN') throw new Error(`the trade to begin with is ${record?.trade.status}`)
}

/** The trades that came to something, and what the venue holds. */
function summary({ trades, positions }: Books): unknown {
  const real = trades.filter(({ trade }) => trade.status !== 'CANCELLED')
  return {
    trades: real.map(({ trade }) => [
      trade.status,
      trade.quantity,
      openQuantity(trade),
      trade.exitReason,
      trade.flags,
    ]),
    held: positions.map(({ symbol, quantity }) => [symbol, quantity]),
  }
}

const isQuiet = ({ trades, intents }: Books): boolean =>
  trades.length > 0 &&
  trades.every(({ trade }) => isFinal(trade.status)) &&
  !intents.some(({ state }) => isUnsettled(state))

const isOpen = ({ trades, intents }: Books): boolean =>
  trades.some(({ trade }) => trade.status === 'OPEN') && !intents.some(({ state }) => isUnsettled(state))

const ENTRY: CrashScenario = {
  name: 'an entry whose price is walked until it fills',
  settings: { ...BASE, 'entry.walk_step': '8', 'entry.walk_interval': '5', 'entry.walk_timeout': '60' },
  prepare: async (scene) => quote(scene, [5.0, 5.1], [2.4, 2.5]),
  act: (scene) => enter(scene, true),
  isOver: isOpen,
  end: summary,
}

const CANCEL: CrashScenario = {
  name: 'an entry that never fills and is cancelled',
  settings: { ...BASE, 'entry.walk_step': '1', 'entry.walk_interval': '5', 'entry.walk_timeout': '12' },
  prepare: async (scene) => {
    quote(scene, [5.0, 5.4], [2.2, 2.6])
    await proposalOf(scene.world, WANTED)
  },
  act: (scene) => enter(scene, false),
  isOver: isQuiet,
  end: summary,
}

const EXIT: CrashScenario = {
  name: 'an exit that climbs its whole ladder',
  settings: { ...BASE, 'exit.ladder': 'mid, half_way, natural', 'exit.ladder_interval': '5' },
  prepare: async (scene) => {
    await opened(scene)
    quote(scene, [9.0, 9.2], [1.0, 1.2])
  },
  isOver: isQuiet,
  end: summary,
}

const SYNC: CrashScenario = {
  name: 'a spread that was closed by hand at the broker',
  settings: BASE,
  prepare: async (scene) => {
    await opened(scene)
    for (const symbol of [SHORT, LONG])
      scene.world.venue.control.closeByHand(VENUE_ACCOUNT, symbol, scene.market)
  },
  isOver: isQuiet,
  end: summary,
}

/** Entry, cancel, exit and sync, each as it goes when everything can go wrong but nothing does. */
export const CRASH_SCENARIOS: readonly CrashScenario[] = [ENTRY, CANCEL, EXIT, SYNC]
