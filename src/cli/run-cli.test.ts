import { describe, expect, it } from 'vitest'
import { runInShell } from '../../test/support/test-shell.ts'
import { chainOfRows, theoreticalRows } from '../../test/support/theoretical-chain.ts'
import type { RecordedChain } from '../ports/recorded-chain.ts'

const FILES = { 'abx.csv': chainOfRows(theoreticalRows()) }
const SPY = 'SPY231020C00450000'

describe('what cannot be done as asked', () => {
  it.each([
    ['chain none.csv', 'There is no file none.csv.'],
    ['chain', "missing required argument 'file'; legwork --help shows what there is."],
    [
      'chain a.csv b.csv',
      "too many arguments for 'chain'. Expected 1 argument but got 2: a.csv, b.csv; legwork --help shows what there is.",
    ],
    ['chian a.csv', "unknown command 'chian' (did you mean chain?); legwork --help shows what there is."],
    [
      'chain a.csv --exipration 2024-04-05',
      "unknown option '--exipration' (did you mean --expiration?); legwork --help shows what there is.",
    ],
    ['chain a.csv --near none', '--near expects a whole number from 1 to 1000, got "none".'],
    [
      'chain a.csv --date 2024-02-30',
      '--date expects a day of the calendar written YYYY-MM-DD, e.g. 2023-10-20, got "2024-02-30".',
    ],
    [
      'chain a.csv --rate 5',
      '--rate expects a rate a year between -0.5 and 0.5, e.g. 0.053 for 5.3 %, got "5".',
    ],
    ['chain a.csv --root S.P', '--root expects the root of option symbols, e.g. SPXW, got "S.P".'],
    ['chain abx.csv --underlying ABY', 'The file has no underlying ABY; it has ABX.'],
    ['chain abx.csv --expiration 2024-04-06', 'There is no expiration 2024-04-06; there is 2024-04-05.'],
    ['scan --dte-min 50', '--dte-min must be at most --dte-max, got 50 and 38.'],
    ['scan --widths 0', '--widths expects dollars above 0, e.g. 5,10.'],
    [
      'scan --widths 5;10',
      '--widths expects plain dollars with commas between them, e.g. 440,445, got "5;10".',
    ],
    ['price', 'Give option symbols, e.g. SPY231020C00450000, or a --strategy with its strikes.'],
    [`price ${SPY}`, '--spot is needed: the price of the underlying, e.g. 450.36.'],
    [
      `price ${SPY} --spot 450`,
      'Give --vol, e.g. 0.14, for a value, or --price, e.g. 5.20, for what it implies.',
    ],
    [
      `price ${SPY} --spot 450 --vol 14`,
      '--vol expects a fraction a year from 0.000001 to 10, e.g. 0.14 for 14 %, got "14".',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --time 25:00`,
      '--time expects a New York wall time written HH:MM, e.g. 15:45, got "25:00".',
    ],
    [
      `price ${SPY} --spot 450 --vol .14`,
      'The SPY options of 2023-10-20 are over on 4 Mar 2024 15:45 New York; give a --date before.',
    ],
    [
      `price ${SPY} --spot 450 --price 5 --entry 5`,
      '--price and --entry are two names of the same; give one of them.',
    ],
    [
      `price ${SPY} --spot 450 --price 7 --vol 0.2`,
      '--price stands instead of --vol; give one of them, or --entry beside --vol.',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --entry -0.95 --date 2023-09-14`,
      'The debit is -0.95; give an amount of 0 or more and let the effect say the side.',
    ],
    [
      `price ${SPY} --spot 1e300 --vol .14`,
      '--spot expects dollars from 0.000001 to 1000000, e.g. 450.36, got "1e300".',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --entry 1e0`,
      '--entry expects plain dollars per share, e.g. 1.25, got "1e0".',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --entry 1.00005`,
      '--entry expects dollars per share with at most 4 decimals, e.g. 1.25, got "1.00005".',
    ],
    [
      'price --strategy LONG_CALL --strikes 100000000',
      '--strikes expects dollars with commas between them, at most 99999.999, got "100000000".',
    ],
    [
      'price --strategy LONG_CALL --strikes 100000',
      '--strikes expects dollars with commas between them, at most 99999.999, got "100000".',
    ],
    [
      'price SPY1231020C00450000 --spot 450 --vol .14 --date 2023-09-14',
      'SPY1 is an adjusted contract, which does not deliver 100 shares, so it has no figures here.',
    ],
    [
      'price SPY231021C00450000 --spot 450 --vol .14 --date 2023-09-14',
      'Nothing expires on 2023-10-21 (Saturday); the nearest session is 2023-10-20.',
    ],
    [
      'price --strategy LONG_CALL --strikes 450 --expiration 2023-11-23 --root SPY --spot 450 --vol .14',
      'Nothing expires on 2023-11-23 (Thanksgiving Day); the nearest session is 2023-11-22.',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --date 2023-09-16`,
      'The market has no close on 2023-09-16 (Saturday); the session before it is 2023-09-15.',
    ],
    [
      `price ${SPY} --spot 450 --vol .14 --date 2023-10-20`,
      'The SPY options of 2023-10-20 are over on 20 Oct 2023 at the close; give a --time before 16:00, or a --date before.',
    ],
    [
      `price ${SPY} SPY231020C00455000 --spot 450 --vol .14`,
      `${SPY} SPY231020C00455000 is none of the strategies here: bull put credit spread, bear call credit spread, bull call debit spread, bear put debit spread, iron condor, long call, long put; all of them are bought, and a sold one is written with a minus after --: -- -${SPY}.`,
    ],
    [
      `price --spot 450 --vol .14 SPY231020P00440000 -SPY231020P00445000`,
      'Symbols with a sign stand after all options and --: -- -SPY231020P00445000.',
    ],
    [`price ${SPY} --spot 450 --price 5 --style asian`, '--style expects american or european, got "asian".'],
    [
      'price --strategy BUTTERFLY --spot 1 --vol 1',
      '--strategy expects one of BULL_PUT_CREDIT, BEAR_CALL_CREDIT, BULL_CALL_DEBIT, BEAR_PUT_DEBIT, IRON_CONDOR, LONG_CALL, LONG_PUT, got "BUTTERFLY".',
    ],
    [
      'price --strategy LONG_CALL --spot 1 --vol 1',
      '--strategy needs --strikes, --expiration and --root as well.',
    ],
    [
      `price ${SPY} --strategy LONG_CALL`,
      'Give either option symbols or a --strategy with --strikes, not both.',
    ],
    [
      `price --spot 450 --vol .14 -- -${SPY}`,
      `-${SPY} is none of the strategies here: bull put credit spread, bear call credit spread, bull call debit spread, bear put debit spread, iron condor, long call, long put.`,
    ],
  ])('%s', async (line, sentence) => {
    expect(await runInShell(line.split(' '), FILES)).toEqual({
      code: 2,
      out: '',
      error: `legwork: ${sentence}\n`,
    })
  })
})

describe('legwork', () => {
  it('prints help and version on standard output', async () => {
    expect(await runInShell(['--version'])).toEqual({ code: 0, out: '1.2.3\n', error: '' })
    for (const words of [['--help'], ['chain', '--help'], ['price', '--help'], ['scan', '--help']]) {
      const { code, out, error } = await runInShell(words)
      expect([code, error]).toEqual([0, ''])
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
      if (words.length > 1) expect(out).toContain('Examples:')
      expect(out).not.toMatch(/\[\d+\]|default: \d{4,}/)
    }
  })

  it('shows the stack of a bug and ends with 70', async () => {
    const broken = { 'broken.csv': { rowCount: 1 } as unknown as RecordedChain }
    const { code, out, error } = await runInShell(['chain', 'broken.csv'], broken)
    expect([code, out]).toEqual([70, ''])
    expect(error).toContain('this is a bug in Legwork')
    expect(error).toMatch(/TypeError[\s\S]*pick-chain\.ts/)
  })
})
