import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import { connectTradier, type TradierConnection } from '../../../src/adapters/tradier/connection.ts'
import { createFetchTransport } from '../../../src/adapters/tradier/fetch-transport.ts'
import { IN_PROCESS } from '../../../src/adapters/tradier/tradier-endpoint.ts'
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

/** A fresh venue, face and adapter, on one clock. */
export function tradierTarget(parts: TradierTargetParts = {}): TradierTarget {
  const inProcess = inProcessTarget({ sandboxDelayMs: 0, ...parts.switches }, TUESDAY_10, (ms, signal) =>
    clock.sleep(ms, signal),
  )
  const exchange = controlOf(inProcess)
  const clock: IdleClock = new IdleClock(exchange.market.now, (now) =>
    exchange.advance(now - exchange.market.now),
  )
  const token = brokerToken('exchange', parts.token ?? inProcess.token)
  if (!token.ok) throw new Error(token.message)
  const requests: string[] = []
  const planned: Fault[] = []
  const connection = connectTradier({
    clock,
    ceiling: parts.ceiling ?? 1_000,
    transport: createFetchTransport({
      endpoint: IN_PROCESS,
      token: token.value,
      clock,
      fetch(request) {
        requests.push(`${request.method} ${new URL(request.url).pathname}`)
        const fault = planned.shift()
        if (fault !== undefined) exchange.failNext(fault)
        return inProcess.fetch(request)
      },
    }),
  })
  return {
    connection,
    exchange,
    clock,
    requests,
    broker: connection.broker(parts.account ?? ACCOUNT),
    marketData: connection.marketData,
    sample: SAMPLE,
    keepsHistory: parts.keepsHistory ?? false,
    settle: (promise) => clock.settle(promise),
    failNext: (...faults) => planned.push(...faults),
    control: {
      quote: (symbol, bid, ask) => exchange.market.set(symbol, bid, ask),
      advance: (ms) => clock.advance(ms),
    },
  }
}
