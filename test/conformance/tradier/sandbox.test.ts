import { describe, expect, test } from 'vitest'
import { skipReason } from './conformance-case.ts'
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

async function sandboxTarget(): Promise<ConformanceTarget> {
  // The cases place orders; on a live account they would be real ones.
  expect(PAPER_HOSTS).toContain(new URL(baseUrl).hostname)
  const bare: ConformanceTarget = {
    baseUrl,
    token,
    account: '',
    has: [],
    async fetch(request) {
      await new Promise((done) => setTimeout(done, PACE_MS))
      return fetch(request)
    },
    connect: (_, url) => networkStream(url),
  }
  const accounts = many(at(await read(bare, '/user/profile'), 'profile.account'))
  return { ...bare, account: String(at(accounts[0], 'account_number')) }
}

const CASES = CONFORMANCE_LIST.filter((one) => skipReason({ has: [] }, one) === null)

describe('Tradier conformance, of a real sandbox', () => {
  test('has cases that need no hand on the target, and leaves out those that do', () => {
    expect(CASES.length).toBeGreaterThan(20)
    expect(CASES.length).toBeLessThan(CONFORMANCE_LIST.length)
  })

  // Absent without the two variables, rather than skipped.
  if (baseUrl !== '' && token !== '') {
    for (const one of CASES) test(`${one.id} ${one.title}`, async () => one.run(await sandboxTarget()))
  }
})
