import { describe, expect, it } from 'vitest'
import { fieldsWith } from '../../test/support/recorded-text.ts'
import { runInShell } from '../../test/support/test-shell.ts'
import { chainOfRows, theoreticalRows } from '../../test/support/theoretical-chain.ts'

const CROSSED = fieldsWith({ expiration: '2024-04-05', spot: '100', strike: '97.5', bid: '6', ask: '5' })
const FILES = {
  'abx.csv': chainOfRows([...theoreticalRows({ strikes: [90, 95, 100, 105, 110] }), CROSSED]),
  'puts.csv': chainOfRows(theoreticalRows().filter(({ type }) => type === 'P')),
  'negative.csv': chainOfRows([fieldsWith({ bid: '-1', ask: '5' })]),
  'over.csv': chainOfRows([fieldsWith({ expiration: '2024-03-04', quote_time: '16:31' })]),
}

describe('legwork chain', () => {
  it('shows calls, strikes and puts side by side', async () => {
    const { code, out, error } = await runInShell(['chain', 'abx.csv'], FILES, { columns: 80 })
    expect([code, error]).toEqual([0, ''])
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      ABXW 5 Apr 2024
      ABX 100.00   quoted 4 Mar 2024 15:45 New York   32 days left
      European, settled at the close (PM)
      forward 100.26   discount 0.99563 (5.00 % a year)   ATM IV 19.9 %
      expected move ±5.92 (5.9 %, 1 s.d.)
      Forward and discount by put-call parity over 5 strikes.

                   calls                                    puts
      delta  rec%   IV%    bid    ask  strike   bid   ask   IV%  rec%  delta
       0.95  22.0  22.0  10.33  10.35    90    0.11  0.13  22.0  22.0  -0.05
       0.81  21.0  21.0   5.87   5.89    95    0.63  0.65  21.0  21.0  -0.18
          –  18.3     –   6.00   5.00   97.50
       0.53  20.0  20.0   2.48   2.50   >100<  2.22  2.24  20.0  20.0  -0.47
       0.21  19.0  19.0   0.66   0.68    105   5.37  5.39  19.0  19.0  -0.78
       0.04  18.0  18.0   0.08   0.10    110   9.78  9.80  18.0  18.0  -0.95

      11 contracts, 6 strikes.
      Quotes: 10 two-sided, 0 with no bid, 1 crossed, 0 missing.
      IV for 10 of 11 contracts.
      IV% is ours, rec% the recorder's: apart by 0.00 points in the median and 0.00 at
      most, over 3 contracts out of the money whose spread is at most a tenth of the
      mid.
      "
    `)
  })

  it('keeps within the screen, whatever its width', async () => {
    for (const columns of [60, 80, 100, 120, 200]) {
      for (const option of ['--all', '--greeks']) {
        const { out } = await runInShell(['chain', 'abx.csv', option], FILES, { columns })
        const widest = Math.max(...out.split('\n').map((line) => line.length))
        expect(widest, `${option} in ${columns} columns`).toBeLessThanOrEqual(columns)
      }
    }
  })

  it('shows more where there is more room', async () => {
    const heads = async (columns: number, ...options: string[]): Promise<string[]> => {
      const { out } = await runInShell(['chain', 'abx.csv', ...options], FILES, { columns })
      const line = out.split('\n').find((each) => each.includes('strike ')) ?? ''
      return line.split('strike')[1]!.trim().split(/ +/)
    }
    expect(await heads(60)).toEqual(['bid', 'ask', 'IV%', 'rec%', 'delta'])
    expect(await heads(100)).toEqual(['bid', 'ask', 'mid', 'IV%', 'rec%', 'delta', 'OI'])
    expect(await heads(100, '--greeks')).toEqual(['bid', 'ask', 'IV%', 'delta', 'gamma', 'theta', 'vega'])
    expect((await heads(160)).length).toBe(11)
  })

  it('gives a side without contracts no room, and says what stands in for parity', async () => {
    const { out } = await runInShell(['chain', 'puts.csv', '--near', '1'], FILES)
    expect(out).not.toContain('calls')
    expect(out.replaceAll('\n', ' ')).toContain('so the forward is the spot and nothing is discounted')
  })

  it('shows no bid below 0, counts it as missing, and tells no move without a volatility', async () => {
    const { code, out } = await runInShell(['chain', 'negative.csv'], FILES)
    expect(code).toBe(0)
    expect(out).not.toMatch(/-1|expected move/)
    expect(out).toContain('1 missing')
    const { chains } = JSON.parse((await runInShell(['chain', 'negative.csv', '--json'], FILES)).out)
    expect(chains[0].strikes[0].call).toMatchObject({ bid: null, ask: 5, quote: 'missing' })
  })

  it('shows what was over before it was quoted without volatilities', async () => {
    const { code, out } = await runInShell(['chain', 'over.csv'], FILES)
    expect(code).toBe(0)
    expect(out).toContain('expired before the quote')
    expect(out).not.toContain('IV%')
  })

  it('keeps to ASCII where nothing else can be shown, and colours where it can', async () => {
    const plain = await runInShell(['chain', 'abx.csv'], FILES, { unicode: false })
    expect(plain.out).toMatch(/^[\n -~]*$/)
    const coloured = await runInShell(['chain', 'abx.csv'], FILES, { colour: true })
    expect(coloured.out).toContain('\u001b[')
    const refused = await runInShell(['chain', 'abx.csv', '--no-color'], FILES, { colour: true })
    expect(refused.out).not.toContain('\u001b[')
  })

  it('prints one JSON document, null where nothing is known', async () => {
    const { out } = await runInShell(['chain', 'abx.csv', '--json'], FILES, { columns: 40 })
    const { chains } = JSON.parse(out)
    expect(chains).toHaveLength(1)
    expect(chains[0]).toMatchObject({
      underlying: 'ABX',
      root: 'ABXW',
      expiration: '2024-04-05',
      quoteDate: '2024-03-04',
      quoteTime: '15:45',
      quotedAt: '2024-03-04T20:45:00.000Z',
      expiresAt: '2024-04-05T20:00:00.000Z',
      dte: 32,
      spot: 100,
      source: 'parity',
      atmStrike: 100,
      counts: { contracts: 11, quotes: { two_sided: 10, crossed: 1 } },
    })
    expect(chains[0].strikes[2]).toMatchObject({ strike: 97.5, call: { mid: null, iv: null }, put: null })
    expect(chains[0].strikes[3].call.iv).toBeCloseTo(0.2, 6)
    expect(chains[0].impliedRate).toBeCloseTo(0.05, 4)
  })
})
