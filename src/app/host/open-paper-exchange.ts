import { join } from 'node:path'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import { MarketPacer } from '../engine/market-pacer.ts'
import { marketVolatility } from '../engine/market-volatility.ts'
import type { MarketWorld } from '../engine/market-world.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import {
  type AssembledExchange,
  assembleExchange,
  type ExchangeSurroundings,
} from '../exchange/assemble-exchange.ts'
import { readState } from '../exchange/state-file.ts'
import { StateKeeper } from '../exchange/state-keeper.ts'
import { PaperAccounts, paperTerms } from './paper-accounts.ts'

/** The built-in exchange in this process: one market, played by one pacer, with an account for each that trades there. */
export interface PaperExchange {
  readonly market: MarketWorld
  readonly accounts: PaperAccounts
}

/** The name of a world is the number of its first account, the engine's own. */
type WorldConfig = Pick<
  EngineConfig,
  'dataFolder' | 'accountId' | 'market' | 'seed' | 'speed' | 'day' | 'broker'
>

/** Where the exchange of a configuration is saved. */
function exchangeFile({ dataFolder, accountId }: WorldConfig): string {
  return join(dataFolder, `exchange-${accountId}.json`)
}

/** The instant at which a saved exchange stands still; null when there is none. */
export async function savedMarketTime(config: WorldConfig): Promise<Instant | null> {
  const saved = await readState(exchangeFile(config))
  return saved.ok && saved.value !== null ? instant(saved.value.marketTime) : null
}

/**
 * The built-in exchange as the broker of paper accounts: its market, played by a pacer, and the same Tradier adapter that
 * talks to the real one, over the exchange's own `fetch`.
 *
 * Refuses as `assembleExchange` does.
 */
export async function openPaperExchange(
  config: WorldConfig,
  surroundings: ExchangeSurroundings,
): Promise<Result<PaperExchange>> {
  const { speed, market: choice, accountId, seed } = config
  const isRealTime = choice.kind === 'synthetic' && speed === 1
  const { type, openingCash: cash, optionLevel } = paperTerms(accountId)
  const assembled = await assembleExchange(
    {
      market: choice,
      seed,
      day: config.day,
      time: null,
      // The pacer moves the market, step by step; the exchange's own clock stands.
      speed: 0,
      alwaysOpen: !isRealTime,
      personality: 'live',
      accounts: [{ id: accountId, type, cash, optionLevel }],
      fees: null,
      token: null,
      controlToken: null,
      faults: null,
      switches: [],
      stateFile: exchangeFile(config),
      host: '127.0.0.1',
      port: 0,
    },
    surroundings,
  )
  if (!assembled.ok) return assembled
  return ok(exchangeOf(config, assembled.value, isRealTime, surroundings))
}

function exchangeOf(
  config: WorldConfig,
  exchange: AssembledExchange,
  isRealTime: boolean,
  { now }: ExchangeSurroundings,
): PaperExchange {
  const { opened, runner, face, venue } = exchange
  const { market } = opened
  const goTo = (time: Instant): void => runner.goTo(time, now())
  // A market that was played faster is ahead of the wall and goes on from where it is.
  const isWallTime = isRealTime && market.now <= now()
  if (isWallTime) goTo(now())
  const endsAt = opened.endsAt === null ? null : instant(opened.endsAt)
  const pacer = new MarketPacer({
    market,
    goTo,
    speed: config.speed,
    skipsNights: !isWallTime,
    isWallTime,
    endsAt,
    wallNow: now,
  })
  const world: MarketWorld = {
    clock: pacer,
    calendar: market.calendar,
    volatility: marketVolatility(market),
    description: opened.description,
    notes: [
      ...opened.notes,
      ...(exchange.isRestored ? ['It goes on from where it was left: accounts, orders and prices.'] : []),
    ],
    speed: isWallTime ? null : config.speed,
    recorded: config.market.kind === 'synthetic' ? null : optionable(market),
    during: (work) => pacer.during(work),
    play: () => pacer.run(),
    stop: () => pacer.stop(),
    hasEnded: () => pacer.hasEnded,
    ...savingOf(exchange, exchangeFile(config), pacer),
    opensAt: () => opensAt(market.calendar, pacer.now()),
  }
  return { market: world, accounts: new PaperAccounts(config.accountId, venue, face, world) }
}

/** An exchange that forgot the orders of the last minute would be a broker that was reset. */
function savingOf(exchange: AssembledExchange, path: string, pacer: MarketPacer) {
  const { venue } = exchange
  const keeper = new StateKeeper(path, () => exchange.save())
  const present = (): string => `${venue.events().length} events, ${venue.accounts().length} accounts`
  let saved = exchange.isRestored ? present() : ''
  const save = (): Promise<Result<true>> =>
    pacer.during(async () => {
      const now = present()
      const written = await keeper.save()
      if (written.ok) saved = now
      return written
    })
  return { save, saveChanges: async () => (present() === saved ? ok<true>(true) : save()) }
}

function optionable(market: AssembledExchange['opened']['market']): readonly string[] {
  return market.underlyings().flatMap(({ symbol, roots }) => (roots.length > 0 ? [symbol] : []))
}

function opensAt(calendar: AssembledExchange['opened']['market']['calendar'], at: Instant): Instant | null {
  return phaseAt(calendar, at, 'regular') === 'open' ? null : nextSessionToOpen(calendar, at).opens
}
