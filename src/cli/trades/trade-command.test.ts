import { describe, expect, test } from 'vitest'
import { runInShell } from '../../../test/support/test-shell.ts'
import { ok } from '../../domain/refusal.ts'
import type { EngineAsker } from '../engine-door.ts'

/** Remembers what was asked and gives answers one after the other. */
function asked(...answers: readonly unknown[]): {
  readonly requests: unknown[]
  readonly askEngine: EngineAsker
} {
  const requests: unknown[] = []
  const askEngine = async (_wish: unknown, request: unknown) => {
    requests.push(request)
    return ok(answers[requests.length - 1]) as never
  }
  return { requests, askEngine }
}

const PREVIEW = {
  passed: false,
  checks: [
    { rule: 'quotes_must_be_usable', passed: true, value: null, limit: null, unit: null, message: null },
    {
      rule: 'user_heat_limit',
      passed: false,
      value: 52_000,
      limit: 30_000,
      unit: 'cents',
      message: 'Too hot.',
    },
  ],
  limit: { effect: 'debit', amount: 52_000 },
  mid: -51_000,
  natural: -52_000,
  costCents: 520_00,
  brokerCostCents: 520_35,
  feesCents: 35,
  maxLossCents: 520_00,
  maxProfitCents: 'unbounded',
  lossUntilStopCents: 120_00,
  breakevens: [6_552_000],
  heatAfter: { atRisk: 120_00, balance: 500_000, basisPoints: 240, unknown: 0 },
}

describe('legwork trade', () => {
  test('asks for a preview of what was written, and prints its figures and what fails', async () => {
    const { requests, askEngine } = asked(PREVIEW)
    const words =
      'trade call brk.b 2026-12-18 480 --limit 5.20 --stop 4 --take-profit 8 --quantity 2 --preview'
    const { code, out } = await runInShell(words.split(' '), {}, {}, { askEngine })
    expect(code).toBe(0)
    expect(requests).toMatchObject([
      {
        ask: 'preview',
        wish: {
          strategy: 'LONG_CALL',
          root: 'BRKB',
          strikes: [4_800_000],
          quantity: 2,
          limit: 52_000,
          stopLoss: 40_000,
          takeProfit: 80_000,
        },
      },
    ])
    expect(out).toContain('$520.00 and fees of $0.35')
    expect(out).toContain('1 of 2 checks pass; nothing was sent.')
    expect(out).toContain('user_heat_limit: Too hot.')
  })

  test('refuses what is no vertical and no ticker without asking anybody', async () => {
    const { requests, askEngine } = asked()
    for (const words of [
      'trade vertical LONG_CALL SPY 2026-12-18 640,645',
      'trade put MSTRAAPL 2026-12-18 5',
    ]) {
      expect((await runInShell(words.split(' '), {}, {}, { askEngine })).code).toBe(2)
    }
    expect(requests).toEqual([])
  })

  test('makes a new key for each click, unless one is given', async () => {
    const { requests, askEngine } = asked(...Array(3).fill(PREVIEW))
    const words = 'trade put SPY 2026-12-18 640 --json'.split(' ')
    await runInShell(words, {}, {}, { askEngine })
    await runInShell(words, {}, {}, { askEngine })
    await runInShell([...words, '--key', 'mine'], {}, {}, { askEngine })
    const keys = (requests as { key: string }[]).map(({ key }) => key)
    expect(new Set(keys).size).toBe(3)
    expect(keys[2]).toBe('mine')
  })
})

describe('legwork export', () => {
  test('writes every page, one after the other', async () => {
    const { requests, askEngine } = asked({ text: 'a\r\n', cursor: '1_x' }, { text: 'b\r\n', cursor: null })
    const words = 'export --list closed --from 2026-01-01 --to 2026-12-31 --symbol SPY'.split(' ')
    const { code, out } = await runInShell(words, {}, {}, { askEngine })
    expect({ code, out }).toEqual({ code: 0, out: 'a\r\nb\r\n' })
    expect(requests).toMatchObject([
      {
        format: 'csv',
        cursor: null,
        filter: { list: 'closed', symbol: 'SPY', from: '2026-01-01', to: '2026-12-31' },
      },
      { cursor: '1_x' },
    ])
  })
})
