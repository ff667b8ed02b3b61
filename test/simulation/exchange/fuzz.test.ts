import { expect, test } from 'vitest'
import { type FuzzTally, fuzzRound } from '../../conformance/tradier/fuzz-run.ts'

const ROUNDS = 100
const REQUESTS = 1_000
const LONGEST_MS = 600_000

test(
  '100,000 random requests, orders of every class among them, leave the books whole',
  async () => {
    const tally: FuzzTally = { statuses: new Map(), orders: new Map() }
    for (let seed = 101; seed <= 100 + ROUNDS; seed += 1) await fuzzRound(seed, REQUESTS, tally)
    console.log('answers', Object.fromEntries(tally.statuses), 'orders', Object.fromEntries(tally.orders))
    for (const orderClass of ['equity', 'option', 'multileg', 'combo', 'oco', 'oto', 'otoco']) {
      expect(tally.orders.get(`${orderClass} filled`), orderClass).toBeGreaterThan(0)
    }
    for (const status of ['partially_filled', 'canceled', 'rejected', 'expired', 'pending', 'open']) {
      const seen = [...tally.orders.keys()].filter((key) => key.endsWith(` ${status}`))
      expect(seen.length, status).toBeGreaterThan(0)
    }
  },
  LONGEST_MS,
)
