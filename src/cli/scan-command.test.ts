import { describe, expect, it } from 'vitest'
import { runInShell } from '../../test/support/test-shell.ts'

describe('legwork scan', () => {
  it('scans the built-in sample when no file is named, and says what it is', async () => {
    const { code, out, error } = await runInShell(['scan'])
    expect([code, error]).toEqual([0, ''])
    expect(out.replaceAll('\n', ' ')).toContain('every price is invented. No broker is involved')
    expect(out).toContain('Looked at 96 pairs of strikes in 4 strategies; 5 passed.')
    expect(out).toContain('LEGW 23 Mar 2026 (7 d), LEGW 22 May 2026 (67 d)')
    expect(out).toContain('Try next')
  })

  it('tells its defaults as a person would write them', async () => {
    const { out } = await runInShell(['scan', '--help'])
    expect(out).toMatch(/--widths <dollars>.*\(default: 5\)\n/)
    expect(out).toMatch(/--leg-spread <dollars>.*\(default: 0\.15\)\n/)
    expect(out.match(/--widths .*/)![0].match(/default/g)).toHaveLength(1)
  })

  it('keeps within 80 columns', async () => {
    const { out } = await runInShell(['scan'], {}, { columns: 80 })
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('lists the candidates with what they cost and may lose', async () => {
    const { out } = await runInShell(['scan', '--top', '3'])
    const from = out.indexOf('Candidates')
    expect(`\n${out.slice(from, out.indexOf('Looked at'))}`).toMatchInlineSnapshot(`
      "
      Candidates (the best 3 of 5)
      Verticals 5 wide, 28 to 38 days out: credit spreads with a short delta of 0.18 to 0.32, debit
      spreads with a long delta of 0.4 to 0.55.

      #  spread            strikes  days  natural    mid  max profit  max loss  on risk     POP      EV
      1  bear put debit    410/415    32     2.30   2.20     $270.00   $230.00  117.4 %  49.9 %  $16.93
      2  bear put debit    405/410    32     1.90   1.80     $310.00   $190.00  163.2 %  41.9 %  $13.51
      3  bear call credit  425/430    32     1.35  1.425     $135.00   $365.00   37.0 %  72.2 %   $4.13

      "
    `)
  })

  it('says so when nothing passes or nothing is in range', async () => {
    const none = await runInShell(['scan', '--open-interest', '1000000'])
    expect(none.out).toContain('None: no trade is a result as well.')
    const range = await runInShell(['scan', '--dte-min', '40', '--dte-max', '50'])
    expect(range.out).toContain('No expiration is 40 to 50 days out')
  })

  it('prints one JSON document', async () => {
    const { out } = await runInShell(['scan', '--json', '--widths', '5,10'])
    const { isSample, rules, expirations, judged, refused, candidates } = JSON.parse(out)
    expect(isSample).toBe(true)
    expect(rules).toMatchObject({ widths: [5, 10], dteMin: 28, legSpreadMax: 0.15 })
    expect(expirations.scanned).toEqual([{ root: 'LEGW', expiration: '2026-04-17', dte: 32 }])
    const counts = Object.values(refused as Record<string, number>)
    expect(counts.reduce((sum, count) => sum + count, candidates.length)).toBe(judged)
    for (const { strikes, maxProfit, maxLoss } of candidates) {
      expect(maxProfit + maxLoss).toBeCloseTo(100 * (strikes[1] - strikes[0]), 9)
    }
  })
})
