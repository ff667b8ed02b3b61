import type {
  ExchangeOpener,
  ExchangeRequest,
  ExchangeStatus,
  OpenExchange,
} from '../../cli/exchange-door.ts'
import { instant } from '../../domain/calendar/instant.ts'
import { phaseAt } from '../../domain/calendar/market-phase.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { Market } from '../../exchange/market/market.ts'
import { DOOR_PREFIX } from '../../exchange/tradier-api/control-door.ts'
import type { TradierFace } from '../../exchange/tradier-api/tradier-face.ts'
import { type AssembledExchange, assembleExchange, type ExchangeSurroundings } from './assemble-exchange.ts'
import { EventTally } from './event-tally.ts'
import { type ExchangeServer, type ExchangeServerOptions, serveExchange } from './exchange-server.ts'
import { openingNotes } from './opening-notes.ts'
import { StateKeeper } from './state-keeper.ts'

const SAVES_EVERY_MS = 30_000
/** By what a market is shown, if it has it. */
const FAMILIAR = ['SPY', 'SPX', 'QQQ']

function shownSymbol(market: Market): string {
  const known = FAMILIAR.find((symbol) => market.underlying(symbol) !== undefined)
  return known ?? market.underlyings()[0]!.symbol
}

function listenSentence(host: string, port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is in use; stop what listens there, or give another --port (0 takes any free one).`
  }
  if (code === 'EACCES') return `Port ${port} may not be opened by this user; give a --port of 1024 or more.`
  return `It cannot listen at ${host} (${code}); give an address of this machine as --host, e.g. 127.0.0.1.`
}

async function listen(
  face: TradierFace,
  options: ExchangeServerOptions & { readonly host: string },
): Promise<Result<ExchangeServer, 'port_must_be_free'>> {
  try {
    return ok(await serveExchange(face, options))
  } catch (error) {
    return refuse('port_must_be_free', listenSentence(options.host, options.port, error))
  }
}

/** What the status is told from, as it stands. */
function statusTeller(
  { opened, runner, venue }: AssembledExchange,
  requests: () => number,
): () => ExchangeStatus {
  const { market } = opened
  const symbol = shownSymbol(market)
  const tally = new EventTally(venue)
  return () => {
    const at = instant(market.now)
    const book = market.book(symbol)
    return {
      marketTime: at,
      phase: phaseAt(market.calendar, at, 'late'),
      isOver: runner.isOver,
      quote: { symbol, bid: book?.bid ?? null, ask: book?.ask ?? null },
      requests: requests(),
      ...tally.count(),
    }
  }
}

function openAccounts({ venue, opened }: AssembledExchange): OpenExchange['accounts'] {
  return venue.accounts().map(({ id, type, optionLevel }) => {
    return { id, type, optionLevel, cash: venue.balances(id, opened.market).totalCash }
  })
}

/** An exchange that is watched: its requests are counted, and the first failure of its clock ends it. */
interface WatchedExchange {
  readonly face: TradierFace
  readonly failed: Promise<never>
  fail(error: unknown): void
  follow(): void
  requests(): number
}

function watch({ face, follow }: AssembledExchange): WatchedExchange {
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  // Whoever opened the exchange waits for it; should it fail before, that is not a failure unheard of.
  failed.catch(() => {})
  let requests = 0
  const fetch: TradierFace['fetch'] = (request) => {
    requests += 1
    return face.fetch(request)
  }
  return {
    face: { ...face, fetch },
    failed,
    fail,
    follow() {
      try {
        follow()
      } catch (error) {
        fail(error)
      }
    },
    requests: () => requests,
  }
}

/** What does not change while an exchange is open. */
function particulars(exchange: AssembledExchange, request: ExchangeRequest, baseUrl: string) {
  const { opened, token, isRestored } = exchange
  const { personality, controlToken } = request
  const door = new URL(DOOR_PREFIX, baseUrl).href
  return {
    market: opened.description,
    baseUrl,
    token,
    personality,
    accounts: openAccounts(exchange),
    control: controlToken === null ? null : { url: door, token: controlToken },
    isRestored,
    notes: openingNotes(exchange, request),
  }
}

async function serve(
  exchange: AssembledExchange,
  request: ExchangeRequest,
  onBug: (error: unknown) => void,
): Promise<Result<OpenExchange>> {
  const { face, failed, fail, follow, requests } = watch(exchange)
  const { host, port, stateFile } = request
  const server = await listen(face, { host, port, follow, onBug })
  if (!server.ok) return server
  const { baseUrl, close } = server.value
  const keeper = new StateKeeper(stateFile, () => exchange.save())
  // A person learns at once that a file cannot be written, and not at the end of the day.
  const begun = await keeper.save()
  if (!begun.ok) {
    await close()
    return begun
  }
  // A save that fails now may work in half a minute; the last one decides.
  const saves = setInterval(() => void keeper.save().catch(fail), SAVES_EVERY_MS)
  return ok({
    ...particulars(exchange, request, baseUrl),
    status: statusTeller(exchange, requests),
    failed,
    async close() {
      clearInterval(saves)
      await close()
      return keeper.save()
    },
  })
}

/** The opener of `legwork exchange`: puts an exchange together and serves it on a socket. */
export function exchangeOpener(
  surroundings: ExchangeSurroundings,
  onBug: (error: unknown) => void,
): ExchangeOpener {
  return async (request) => {
    const exchange = await assembleExchange(request, surroundings)
    return exchange.ok ? serve(exchange.value, request, onBug) : exchange
  }
}
