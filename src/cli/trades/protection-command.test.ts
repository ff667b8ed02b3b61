import { describe, expect, test } from 'vitest'
import { runInShell } from '../../../test/support/test-shell.ts'
import { ok } from '../../domain/refusal.ts'

async function ask(words: string, answer: unknown) {
  const requests: unknown[] = []
  const askEngine = async (_wish: unknown, request: unknown) => {
    requests.push(request)
    return ok(answer) as never
  }
  return { ...(await runInShell(words.split(' '), {}, {}, { askEngine })), requests }
}

const TRADE = { id: '01ARZ3NDEKTSV4RRFFQ6E83GBK', version: 7 }
const ADJUSTED = { trade: TRADE, protection: { stopLoss: 40_000, takeProfit: null, heldBy: 'broker' } }

describe('legwork adjust', () => {
  test('asks for what was written: a side left out stays, one with no- goes', async () => {
    const { requests, code, out } = await ask('adjust e83gbk --stop 4 --no-take-profit', ADJUSTED)
    expect(code).toBe(0)
    expect(requests).toEqual([
      { ask: 'adjust', trade: 'e83gbk', version: null, stopLoss: 40_000, takeProfit: null },
    ])
    expect(out).toContain('stop 4.00, no take profit, held by the broker; it is at version 7.')
    const other = await ask('adjust e83gbk --take-profit 9 --seen-version 6', ADJUSTED)
    expect(other.requests).toEqual([
      { ask: 'adjust', trade: 'e83gbk', version: 6, stopLoss: 'keep', takeProfit: 90_000 },
    ])
  })

  test('asks nobody when nothing is to change', async () => {
    const { requests, code } = await ask('adjust e83gbk', ADJUSTED)
    expect({ requests, code }).toEqual({ requests: [], code: 2 })
  })
})

describe('legwork close', () => {
  const closed = { trade: TRADE, outcome: 'waits', orderId: null, state: null }

  test('at the market or at a limit is the close by hand; without either the ladder’s', async () => {
    const market = await ask('close e83gbk --market --seen-version 7', closed)
    expect(market.requests).toEqual([
      { ask: 'close_at', trade: 'e83gbk', version: 7, kind: 'market', limit: null },
    ])
    expect(market.out).toContain('its bracket is cancelled first')
    const limit = await ask('close e83gbk --limit 5.40', { ...closed, outcome: 'sent', orderId: '12' })
    expect(limit.requests).toEqual([
      { ask: 'close_at', trade: 'e83gbk', version: null, kind: 'limit', limit: 54_000 },
    ])
    expect(limit.out).toContain('a closing order was sent, order 12')
    const sent = { tradeId: TRADE.id, spreads: 1, orderId: '12', state: 'live' }
    expect((await ask('close e83gbk', sent)).requests).toEqual([{ ask: 'close', trade: 'e83gbk' }])
  })

  test('refuses what contradicts itself without asking anybody', async () => {
    for (const words of ['--market --limit 5', '--short-leg --market', '--seen-version 7']) {
      const { requests, code } = await ask(`close e83gbk ${words}`, closed)
      expect({ requests, code }).toEqual({ requests: [], code: 2 })
    }
  })
})
