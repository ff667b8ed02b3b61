import { describe, expect, test } from 'vitest'
import { type ConformanceCase, skipReason } from './conformance-case.ts'
import { CONFORMANCE_LIST } from './conformance-list.ts'
import type { ConformanceTarget } from './conformance-target.ts'
import { networkStream } from './stream-client.ts'
import { at, many, read } from './tradier-client.ts'

// LEGWORK_TRADIER_URL, e.g. https://sandbox.tradier.com/v1, and LEGWORK_TRADIER_TOKEN. Off unless both are set.
const baseUrl = process.env['LEGWORK_TRADIER_URL'] ?? ''
const token = process.env['LEGWORK_TRADIER_TOKEN'] ?? ''
const PAPER_HOSTS = ['sandbox.tradier.com', 'localhost', '127.0.0.1']
/** Leaves the sandbox's 60 requests a minute alone. */
const PACE_MS = 1_100
const LONGEST_MS = 120_000

interface Sandbox {
  readonly target: ConformanceTarget
  /** Cancels every order that was placed and may still work, also of a case that failed in the middle. */
  sweep(): Promise<void>
}

async function paced(request: Request): Promise<Response> {
  await new Promise((done) => setTimeout(done, PACE_MS))
  return fetch(request)
}

async function sandbox(): Promise<Sandbox> {
  // The cases place orders; on a live account they would be real ones.
  expect(PAPER_HOSTS).toContain(new URL(baseUrl).hostname)
  const placed: string[] = []
  const bare: ConformanceTarget = {
    baseUrl,
    token,
    account: '',
    has: [],
    async fetch(request) {
      const answer = await paced(request)
      const isOrder = request.method === 'POST' && new URL(request.url).pathname.endsWith('/orders')
      const id = isOrder ? /"id":(\d+)/.exec(await answer.clone().text())?.[1] : undefined
      if (id !== undefined) placed.push(`${request.url.replace(/\?.*/, '')}/${id}`)
      return answer
    },
    connect: (_, url) => networkStream(url),
  }
  const accounts = many(at(await read(bare, '/user/profile'), 'profile.account'))
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' }
  return {
    target: { ...bare, account: String(at(accounts[0], 'account_number')) },
    async sweep() {
      // One that is over already answers 400, which is as good.
      for (const url of placed) await paced(new Request(url, { method: 'DELETE', headers }))
    },
  }
}

async function runAtSandbox(one: ConformanceCase): Promise<void> {
  const { target, sweep } = await sandbox()
  try {
    await one.run(target)
  } finally {
    await sweep()
  }
}

const CASES = CONFORMANCE_LIST.filter((one) => skipReason({ has: [] }, one) === null)

describe('Tradier conformance, of a real sandbox', () => {
  test('has cases that need no hand on the target, and leaves out those that do', () => {
    expect(CASES.length).toBeGreaterThan(20)
    expect(CASES.length).toBeLessThan(CONFORMANCE_LIST.length)
  })

  // Absent without the two variables, rather than skipped.
  if (baseUrl !== '' && token !== '') {
    for (const one of CASES) test(`${one.id} ${one.title}`, () => runAtSandbox(one), LONGEST_MS)
  }
})
