import { TradierClient } from '../../src/adapters/tradier/client.ts'
import type { HttpCall, HttpOutcome, HttpTransport } from '../../src/adapters/tradier/http-transport.ts'
import { RequestBudget } from '../../src/adapters/tradier/request-budget.ts'
import type { BrokerEnvironment } from '../../src/ports/broker-account.ts'
import { IdleClock } from './idle-clock.ts'

/** An answer as a test writes it: a body that is no text is JSON, and the status is 200 unless given. */
export type ScriptedAnswer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | Exclude<HttpOutcome, { kind: 'answered' }>

/** Tuesday 2026-09-22, 10:00 in New York. */
const TUESDAY_10 = Date.UTC(2026, 8, 22, 14)

function outcomeOf(answer: ScriptedAnswer): HttpOutcome {
  if ('kind' in answer) return answer
  const { status = 200, body, headers = {} } = answer
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { kind: 'answered', status, headers: new Map(Object.entries(headers)), text }
}

/** A client whose answers a test writes, the calls that it made, and when. */
export function scriptedTradier(
  script: (call: HttpCall) => ScriptedAnswer,
  environment: BrokerEnvironment = 'sandbox',
  now = TUESDAY_10,
) {
  const clock = new IdleClock(now)
  const calls: (HttpCall & { readonly atMs: number })[] = []
  const transport: HttpTransport = {
    environment,
    async send(call) {
      calls.push({ ...call, atMs: clock.now() - now })
      return outcomeOf(script(call))
    },
  }
  return { client: new TradierClient(transport, new RequestBudget(clock), clock), calls, clock }
}
