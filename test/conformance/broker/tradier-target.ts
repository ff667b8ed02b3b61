import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import { connectTradier, type TradierConnection } from '../../../src/adapters/tradier/connection.ts'
import { createFetchTransport } from '../../../src/adapters/tradier/fetch-transport.ts'
import type { HttpTransport } from '../../../src/adapters/tradier/http-transport.ts'
import { createSocketTransport } from '../../../src/adapters/tradier/socket-transport.ts'
import { exchangeEndpoint, IN_PROCESS } from '../../../src/adapters/tradier/tradier-endpoint.ts'
import { serveExchange } from '../../../src/app/exchange/exchange-server.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { price } from '../../../src/domain/money/price.ts'
import type { Fault } from '../../../src/exchange/tradier-api/fault.ts'
import type { FaceSwitches } from '../../../src/exchange/tradier-api/switches.ts'
import { IdleClock } from '../../support/idle-clock.ts'
import {
  ACCOUNT,
  controlOf,
  inProcessTarget,
  type TargetControl,
  TUESDAY_10,
} from '../tradier/conformance-target.ts'
import type { BrokerTarget, SampleSpread } from './broker-target.ts'

const EXPIRATION = tradingDay('2026-10-16')

function put(strike: number) {
  return { root: 'SPY', expiration: EXPIRATION, type: 'put', strike: price(strike * 10_000) } as const
}

const SAMPLE: SampleSpread = {
  underlying: 'SPY',
  expiration: EXPIRATION,
  short: put(650),
  long: put(640),
  marketable: 1_000,
  far: 90_000,
}

/** The adapter on the built-in exchange in process, and the exchange's own levers. */
export interface TradierTarget extends BrokerTarget {
  readonly connection: TradierConnection
  readonly exchange: TargetControl
  readonly clock: IdleClock
  /** Requests that reached the exchange, as `POST /v1/accounts/VA00000042/orders`. */
  readonly requests: readonly string[]
  failNext(...faults: Fault[]): void
}

export interface TradierTargetParts {
  readonly switches?: Partial<FaceSwitches>
  readonly account?: string
  readonly token?: string
  readonly ceiling?: number
  readonly keepsHistory?: boolean
}

/** The exchange in process, and a clock that its market follows. */
function openStage(parts: TradierTargetParts) {
  const inProcess = inProcessTarget({ sandboxDelayMs: 0, ...parts.switches }, TUESDAY_10, (ms, signal) =>
    clock.sleep(ms, signal),
  )
  const exchange = controlOf(inProcess)
  const clock: IdleClock = new IdleClock(exchange.market.now, (now) =>
    exchange.advance(now - exchange.market.now),
  )
  const token = brokerToken('exchange', parts.token ?? inProcess.token)
  if (!token.ok) throw new Error(token.message)
  return { inProcess, exchange, clock, token: token.value }
}

function targetOver(
  { exchange, clock }: ReturnType<typeof openStage>,
  parts: TradierTargetParts,
  transport: HttpTransport,
): Omit<TradierTarget, 'requests' | 'failNext'> {
  const connection = connectTradier({ clock, ceiling: parts.ceiling ?? 1_000, transport })
  return {
    connection,
    exchange,
    clock,
    broker: connection.broker(parts.account ?? ACCOUNT),
    marketData: connection.marketData,
    sample: SAMPLE,
    keepsHistory: parts.keepsHistory ?? false,
    settle: (promise) => clock.settle(promise),
    control: {
      quote: (symbol, bid, ask) => exchange.market.set(symbol, bid, ask),
      advance: (ms) => clock.advance(ms),
    },
  }
}

/** A fresh venue, face and adapter, on one clock. */
export function tradierTarget(parts: TradierTargetParts = {}): TradierTarget {
  const stage = openStage(parts)
  const { inProcess, exchange, clock, token } = stage
  const requests: string[] = []
  const planned: Fault[] = []
  const transport = createFetchTransport({
    endpoint: IN_PROCESS,
    token,
    clock,
    fetch(request) {
      requests.push(`${request.method} ${new URL(request.url).pathname}`)
      const fault = planned.shift()
      if (fault !== undefined) exchange.failNext(fault)
      return inProcess.fetch(request)
    },
  })
  const failNext = (...faults: Fault[]): void => {
    planned.push(...faults)
  }
  return { ...targetOver(stage, parts, transport), requests, failNext }
}

/** The same over real sockets, as the exchange's own server shows it. */
export async function socketTradierTarget(): Promise<{ target: BrokerTarget; close(): Promise<void> }> {
  const stage = openStage({})
  const server = await serveExchange(stage.exchange.face, { port: 0, holdMs: 20 })
  const endpoint = exchangeEndpoint(server.baseUrl)
  if (!endpoint.ok) throw new Error(endpoint.message)
  const transport = createSocketTransport({ endpoint: endpoint.value, token: stage.token })
  return { target: targetOver(stage, {}, transport), close: () => server.close() }
}
