import { join } from 'node:path'
import { brokerToken } from '../../adapters/tradier/broker-token.ts'
import { connectTradier } from '../../adapters/tradier/connection.ts'
import { createFetchTransport } from '../../adapters/tradier/fetch-transport.ts'
import { IN_PROCESS } from '../../adapters/tradier/tradier-endpoint.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { nextSessionToOpen } from '../../domain/calendar/session-lookup.ts'
import { cents } from '../../domain/money/cents.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import {
  type AssembledExchange,
  assembleExchange,
  type ExchangeSurroundings,
} from '../exchange/assemble-exchange.ts'
import { StateKeeper } from '../exchange/state-keeper.ts'
import { readState } from '../exchange/state-file.ts'
import type { EngineConfig } from './engine-config.ts'
import { MarketPacer } from './market-pacer.ts'
import { marketVolatility } from './market-volatility.ts'
import type { BrokerWorld } from './broker-world.ts'

const OPENING_CASH = cents(100_000_00)
/** Spreads of every kind that is proposed. */
const OPTION_LEVEL = 3

/** Where the exchange of a configuration is saved. */
export function exchangeFile({ dataFolder, accountId }: EngineConfig): string {
  return join(dataFolder, `exchange-${accountId}.json`)
}

/** The instant at which a saved exchange stands still; null when there is none. */
export async function savedMarketTime(config: EngineConfig): Promise<Instant | null> {
  const saved = await readState(exchangeFile(config))
  return saved.ok && saved.value !== null ? instant(saved.value.marketTime) : null
}

/**
 * The built-in exchange in this process, as the broker of a paper account: its market, played by a pacer, and the same
 * Tradier adapter that talks to the real one, over the exchange's own `fetch`.
 *
 * Refuses as `assembleExchange` does.
 */
export async function openPaperWorld(
  config: EngineConfig,
  surroundings: ExchangeSurroundings,
): Promise<Result<BrokerWorld>> {
  const { speed, market: choice, accountId, seed } = config
  const isRealTime = choice.kind === 'synthetic' && speed === 1
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
      accounts: [{ id: accountId, type: 'margin', cash: OPENING_CASH, optionLevel: OPTION_LEVEL }],
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
  return ok(worldOf(config, assembled.value, isRealTime, surroundings))
}

function worldOf(
  config: EngineConfig,
  exchange: AssembledExchange,
  isRealTime: boolean,
  { now }: ExchangeSurroundings,
): BrokerWorld {
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
  const keeper = new StateKeeper(exchangeFile(config), () => exchange.save())
  const connection = connectionTo(face, exchange.token, pacer)
  return {
    connection,
    clock: pacer,
    calendar: market.calendar,
    volatility: marketVolatility(market),
    description: opened.description,
    notes: [
      ...opened.notes,
      ...(exchange.isRestored ? ['It goes on from where it was left: account, orders and prices.'] : []),
    ],
    speed: isWallTime ? null : config.speed,
    recorded: config.market.kind === 'synthetic' ? null : optionable(market),
    secrets: [exchange.token],
    during: (work) => pacer.during(work),
    play: () => pacer.run(),
    stop: () => pacer.stop(),
    save: () => keeper.save(),
    changes: () => venue.events().length,
    opensAt: () => opensAt(market.calendar, pacer.now()),
  }
}

function optionable(market: AssembledExchange['opened']['market']): readonly string[] {
  return market.underlyings().flatMap(({ symbol, roots }) => (roots.length > 0 ? [symbol] : []))
}

function opensAt(calendar: AssembledExchange['opened']['market']['calendar'], at: Instant): Instant | null {
  return phaseAt(calendar, at, 'regular') === 'open' ? null : nextSessionToOpen(calendar, at).opens
}

function connectionTo(face: AssembledExchange['face'], text: string, pacer: MarketPacer) {
  const token = brokerToken('exchange', text)
  if (!token.ok) throw new Error(token.message)
  const fetch = (request: Request): Promise<Response> =>
    pacer.during(async () => {
      const answer = await face.fetch(request)
      // Read while the market stands, so that no deadline passes over an answer that is already here.
      const body = await answer.arrayBuffer()
      const { status, headers } = answer
      return new Response(body.byteLength === 0 ? null : body, { status, headers })
    })
  const transport = createFetchTransport({ endpoint: IN_PROCESS, token: token.value, fetch, clock: pacer })
  return connectTradier({ transport, clock: pacer })
}
