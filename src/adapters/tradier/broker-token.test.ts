import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { brokerToken } from './broker-token.ts'
import { createFetchTransport } from './fetch-transport.ts'
import { exchangeEndpoint, IN_PROCESS, LIVE, SANDBOX } from './tradier-endpoint.ts'

const SECRET = 'AbC123secretXyZ'

function token<Environment extends 'exchange' | 'sandbox' | 'live'>(environment: Environment) {
  const read = brokerToken(environment, SECRET)
  if (!read.ok) throw new Error(read.message)
  return read.value
}

test('a token shows itself to nobody', () => {
  const one = token('live')
  const shown = [
    String(one),
    JSON.stringify({ one }),
    inspect({ one }, { depth: 9, showHidden: true }),
    `${one}`,
  ]
  for (const text of shown) expect(text).not.toContain(SECRET)
  expect(Object.values(one)).not.toContain(SECRET)
})

test('C-32: a token goes to hosts of its own environment only', () => {
  const one = token('sandbox')
  expect(one.bearerFor('sandbox')).toBe(`Bearer ${SECRET}`)
  for (const environment of ['live', 'exchange'] as const) {
    expect(() => one.bearerFor(environment)).toThrow(/sandbox token/)
  }
})

test('C-32: a transport is not made of a host and a token of two environments', () => {
  const clock = { now: () => 0 as never, sleep: () => new Promise<void>(() => undefined) }
  const fetch = () => Promise.reject(new Error('not reached'))
  // @ts-expect-error the types already forbid it
  createFetchTransport({ endpoint: LIVE, token: token('sandbox'), fetch, clock })
  // @ts-expect-error in both directions
  createFetchTransport({ endpoint: SANDBOX, token: token('live'), fetch, clock })
  expect(createFetchTransport({ endpoint: LIVE, token: token('live'), fetch, clock }).environment).toBe(
    'live',
  )
})

test('a fetch is told to follow nothing, and gets no token in its address', async () => {
  const seen: Request[] = []
  const transport = createFetchTransport({
    endpoint: IN_PROCESS,
    token: token('exchange'),
    clock: { now: () => 0 as never, sleep: () => new Promise<void>(() => undefined) },
    fetch: async (request) => {
      seen.push(request)
      return new Response('{}')
    },
  })
  await transport.send({ method: 'GET', path: '/x', query: [['a', 'b c']], deadlineMs: 1, fresh: false })
  const [request] = seen
  expect([request?.redirect, request?.url]).toEqual(['manual', 'http://exchange.invalid/v1/x?a=b+c'])
  expect(request?.headers.get('authorization')).toBe(`Bearer ${SECRET}`)
})

test('a text that is not one word is no token, and the refusal does not repeat it', () => {
  for (const text of ['', 'two words', `${SECRET}\r\nX-Other: 1`, 'ä', 'x'.repeat(513)]) {
    const read = brokerToken('live', text)
    expect(read).toMatchObject({ ok: false, code: 'token_must_be_one_word' })
    expect(JSON.stringify(read)).not.toContain(SECRET)
  }
})

test('B-32 a missing or placeholder token is refused for the broker’s hosts, with a message that says what to do', () => {
  for (const environment of ['sandbox', 'live'] as const) {
    expect(brokerToken(environment, '')).toMatchObject({ ok: false, code: 'token_must_be_one_word' })
    const placeholders = [
      'your_token_here',
      'YOUR-TRADIER-TOKEN',
      'changeme-changeme',
      'xxxxxxxxxxxxxxxxxxxx',
      'placeholder-token',
      'insert-token-here',
      'secret',
      'TODO.fill-this-in',
    ]
    for (const text of placeholders) {
      const read = brokerToken(environment, text)
      expect(read, text).toMatchObject({ ok: false, code: 'token_must_not_be_a_placeholder' })
      expect(JSON.stringify(read)).toContain('dashboard')
      expect(JSON.stringify(read)).not.toContain(text)
    }
    expect(brokerToken(environment, 'q8Zk2LwYvB7tNcR4mXe1HsJdUoPa').ok).toBe(true)
  }
})

test('the exchange is on this machine or in this process; every other address is refused', () => {
  for (const url of ['http://127.0.0.1:8300/v1', 'http://localhost:80/v1/', 'http://[::1]:9/v1']) {
    expect(exchangeEndpoint(url)).toMatchObject({ ok: true, value: { environment: 'exchange' } })
  }
  const refused = [
    'https://api.tradier.com/v1',
    'http://api.tradier.com/v1',
    'http://127.0.0.1.example.com/v1',
    'http://127.0.0.1@example.com/v1',
    'http://user:pass@127.0.0.1/v1',
    'http://127.0.0.1:8300/v2',
    'http://127.0.0.1:8300/v1?x=1',
    'https://127.0.0.1:8300/v1',
    'http://192.168.0.1/v1',
    'file:///v1',
    'nonsense',
    '',
  ]
  for (const url of refused) {
    expect(exchangeEndpoint(url)).toMatchObject({ ok: false, code: 'exchange_must_be_on_this_machine' })
  }
  expect([SANDBOX.baseUrl, LIVE.baseUrl, IN_PROCESS.baseUrl]).toEqual([
    'https://sandbox.tradier.com/v1',
    'https://api.tradier.com/v1',
    'http://exchange.invalid/v1',
  ])
})
