import { expect } from 'vitest'
import type { StreamKind } from '../../../src/exchange/tradier-api/stream-session.ts'
import type { ConformanceTarget } from './conformance-target.ts'
import type { Json } from './json.ts'

/** An answer, read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: Json
}

/** How a request differs from a plain one. */
export interface Ask {
  readonly token?: string | null
  readonly accept?: string | null
  readonly form?: string | Readonly<Record<string, string | number>>
  readonly type?: string
}

function bodyOf(form: Ask['form']): string | undefined {
  if (form === undefined || typeof form === 'string') return form
  return new URLSearchParams(
    Object.entries(form).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString()
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** Sends one request and reads the answer. */
export async function send(
  target: ConformanceTarget,
  method: string,
  path: string,
  ask: Ask = {},
): Promise<Answer> {
  const headers = new Headers()
  const accept = ask.accept === undefined ? 'application/json' : ask.accept
  if (accept !== null) headers.set('Accept', accept)
  const token = ask.token === undefined ? target.token : ask.token
  if (token !== null) headers.set('Authorization', `Bearer ${token}`)
  const body = bodyOf(ask.form)
  if (body !== undefined) headers.set('Content-Type', ask.type ?? 'application/x-www-form-urlencoded')
  const url = path.startsWith('http') ? path : target.baseUrl + path
  const answer = await target.fetch(
    new Request(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) }),
  )
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, json: parsed(text) }
}

/** Reads JSON at 200. */
export async function read(target: ConformanceTarget, path: string, ask: Ask = {}): Promise<Json> {
  const answer = await send(target, 'GET', path, ask)
  expect(answer.status, answer.text).toBe(200)
  expect(answer.json, answer.text).toBeDefined()
  return answer.json
}

/** The part of an answer that a dotted path names: `orders.order.0.id`. */
export function at(json: Json, path: string): Json {
  let value: Json = json
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as { [key: string]: Json })[key]
  }
  return value
}

/** The keys of a record in their order. */
export function keysOf(json: Json): string[] {
  return typeof json === 'object' && json !== null ? Object.keys(json) : []
}

/** Reads one-or-many as many. */
export function many(json: Json): Json[] {
  return Array.isArray(json) ? json : json === undefined || json === null ? [] : [json]
}

/** An order that waits far below the market. */
export const FAR_BUY = {
  class: 'equity',
  symbol: 'SPY',
  side: 'buy',
  quantity: 1,
  type: 'limit',
  duration: 'day',
  price: '1.00',
}

/** Places an order of the target's account and gives its id. */
export async function place(
  target: ConformanceTarget,
  form: Ask['form'] = FAR_BUY,
  ask: Ask = {},
): Promise<number> {
  const answer = await send(target, 'POST', `/accounts/${target.account}/orders`, { form, ...ask })
  expect(answer.status, answer.text).toBe(200)
  const id = at(answer.json, 'order.id')
  expect(id, answer.text).toBeTypeOf('number')
  return id as number
}

/** The order of an id, with its tag. */
export async function orderOf(target: ConformanceTarget, id: number): Promise<Json> {
  return at(await read(target, `/accounts/${target.account}/orders/${id}?includeTags=true`), 'order')
}

/** A session for a stream: where it is, and its id. */
export async function session(
  target: ConformanceTarget,
  kind: StreamKind,
  ask: Ask = {},
): Promise<{ readonly url: string; readonly sessionid: string }> {
  const answer = await send(target, 'POST', `/${kind}s/events/session`, ask)
  expect(answer.status, answer.text).toBe(200)
  const [url, sessionid] = [at(answer.json, 'stream.url'), at(answer.json, 'stream.sessionid')]
  return { url: url as string, sessionid: sessionid as string }
}
