import type { Store } from '../../../src/ports/store/store.ts'
import type { Result } from '../../../src/domain/refusal.ts'
import type { OnceAnswer } from '../../../src/service/idempotency/once.ts'
import type { PersonDesk } from '../../../src/service/engine/person-desk.ts'
import { placeTrade } from '../../../src/service/trades/place-trade.ts'
import type { PlacedTrade } from '../../../src/service/trades/placement-answer.ts'
import { handOf } from '../engine/hand-of.ts'
import { callWish, dollars, type HandWorld, handWorld } from './hand-world.ts'

export type ClickAnswer = Result<OnceAnswer<PlacedTrade>>

/** Only what the test is about limits. */
const WIDE = {
  'user.account_balance': '1000000',
  'user.max_positions': '25',
  'user.max_daily_trades': '100',
  'risk.per_trade_max_loss': 'off',
}

/** A world on a store, and four clients of it, each with an engine of its own as a process has it. */
async function fourClients(
  store: Store | undefined,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly at: HandWorld; readonly clients: readonly PersonDesk[] }> {
  const at = await handWorld({
    settings: { ...WIDE, ...settings },
    restingFillsPerMinute: 0,
    ...(store === undefined ? {} : { store }),
  })
  const engines = [at.world.engine]
  for (let i = 1; i < 4; i += 1) engines.push(await at.world.restart())
  for (const engine of engines) await engine.syncTradierSnapshot('sync')
  return { at, clients: engines.map((engine) => handOf(at.world, engine)) }
}

/** A hundred clicks of the same trade at once from four clients, each under its key. */
export async function hundredClicks(
  keyOf: (click: number) => string,
  store?: Store,
): Promise<{ readonly at: HandWorld; readonly answers: readonly ClickAnswer[] }> {
  const { at, clients } = await fourClients(store, {})
  const clicks = Array.from({ length: 100 }, (_, i) => placeTrade(clients[i % 4]!, keyOf(i), callWish()))
  return { at, answers: await Promise.all(clicks) }
}

/** Five positions are allowed, four are taken (one of them still pending): three requests for different trades at once. */
export async function threeAtFourOfFive(
  store?: Store,
): Promise<{ readonly at: HandWorld; readonly answers: readonly ClickAnswer[] }> {
  const { at, clients } = await fourClients(store, { 'user.max_positions': '5' })
  const wanted = [640, 645, 655, 660].map((strike) => ({ strike, day: '2026-09-25' }))
  for (const [i, { strike, day }] of wanted.entries()) {
    const placed = await placeTrade(clients[0]!, `open-${i}`, atMarket(strike, day, i === 3))
    if (!placed.ok) throw new Error(placed.message)
  }
  const others = [
    { strike: 650, day: '2026-09-25' },
    { strike: 640, day: '2026-10-16' },
    { strike: 660, day: '2026-10-16' },
  ]
  const answers = await Promise.all(
    others.map(({ strike, day }, i) =>
      placeTrade(clients[i + 1]!, `more-${i}`, atMarket(strike, day, false)),
    ),
  )
  return { at, answers }
}

/** A put at market, or a patient one that stays pending. */
function atMarket(strike: number, day: string, isPatient: boolean) {
  const limit = isPatient ? dollars(11) : null
  const more = {
    strategy: 'LONG_PUT',
    strikes: [dollars(strike)],
    limit,
    stopLoss: null,
    takeProfit: null,
  } as const
  return callWish({ ...more, expiration: day as never })
}
