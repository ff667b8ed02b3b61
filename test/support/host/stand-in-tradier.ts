import { createHash } from 'node:crypto'
import { brokerToken } from '../../../src/adapters/tradier/broker-token.ts'
import { connectTradier } from '../../../src/adapters/tradier/connection.ts'
import type { HttpCall, HttpOutcome } from '../../../src/adapters/tradier/http-transport.ts'
import type { TradierConnector } from '../../../src/app/host/tradier-market.ts'
import { ok } from '../../../src/domain/refusal.ts'

/** A call that reached a host, and with which token it came. */
export interface HeardCall {
  readonly environment: 'sandbox' | 'live'
  readonly token: string
  readonly path: string
}

/**
 * Tradier's two hosts as far as an account's opening asks them: each knows its own tokens, and which accounts they open.
 * Nothing leaves the process.
 */
export function standInTradier(
  tokens: Readonly<Record<'sandbox' | 'live', Readonly<Record<string, readonly string[]>>>>,
): { readonly connect: TradierConnector; readonly heard: HeardCall[] } {
  const heard: HeardCall[] = []
  const connect: TradierConnector = (environment, text, parts) => {
    const token = brokerToken(environment, text)
    if (!token.ok) return token
    const send = async ({ path }: HttpCall): Promise<HttpOutcome> => {
      const bearer = token.value.bearerFor(environment).slice('Bearer '.length)
      heard.push({ environment, token: bearer, path })
      const accounts = tokens[environment][bearer]
      if (accounts === undefined) return answer(401, { fault: { faultstring: 'Invalid Access Token' } })
      if (path !== '/user/profile') return answer(503, 'down')
      return answer(200, { profile: { account: accounts.map(row) } })
    }
    return ok(connectTradier({ transport: { environment, send }, ...parts }))
  }
  return { connect, heard }
}

/** A token that looks like one and is none. */
export function madeUpToken(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 28)
}

function row(account: string) {
  return { account_number: account, status: 'active', type: 'margin', option_level: 3, day_trader: false }
}

function answer(status: number, body: unknown): HttpOutcome {
  return { kind: 'answered', status, headers: new Map(), text: JSON.stringify(body) }
}
