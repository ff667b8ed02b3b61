import { expect, test } from 'vitest'
import { type FuzzTally, fuzzRound } from './fuzz-run.ts'

const ROUNDS = 4
const REQUESTS = 600

// `npm run sim` sends 100,000.
test('2,400 random requests, orders of every class among them, leave the books whole', async () => {
  const tally: FuzzTally = { statuses: new Map(), orders: new Map() }
  for (let seed = 1; seed <= ROUNDS; seed += 1) await fuzzRound(seed, REQUESTS, tally)
  for (const orderClass of ['equity', 'option', 'multileg', 'combo', 'oco', 'oto', 'otoco']) {
    const seen = [...tally.orders.keys()].filter((key) => key.startsWith(`${orderClass} `))
    expect(seen.length, orderClass).toBeGreaterThan(0)
  }
  for (const orderClass of ['equity', 'option', 'multileg']) {
    expect(tally.orders.get(`${orderClass} filled`), orderClass).toBeGreaterThan(0)
  }
})
