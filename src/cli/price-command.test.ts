import { describe, expect, it } from 'vitest'
import { runInShell } from '../../test/support/test-shell.ts'
import { STRATEGY_NAMES, strategyShape } from '../domain/spread/strategy-table.ts'

const MARKET = ['--spot', '450', '--vol', '0.15', '--date', '2023-09-14', '--style', 'european']
const LEGS = ['--', '-SPY231020P00445000', '+SPY231020P00440000']

describe('legwork price', () => {
  it('names the spread, its envelope, its odds, and draws its profit', async () => {
    const { code, out, error } = await runInShell(
      ['price', ...MARKET, '--entry', '1.25', ...LEGS],
      {},
      { columns: 80 },
    )
    expect([code, error]).toEqual([0, ''])
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      SPY 20 Oct 2023 440/445 bull put credit spread
      Bull put credit spread: buy the 440 put, sell the 445 put; bullish, opens for a
      credit.
      spot 450.00   14 Sep 2023 at the close, 36 days left   rate 4.00 % (assumed)
      yield 0.00 %   volatility 15.00 %   European exercise

      entry                   1.25 credit   $125.00 received; as given
      maximum profit          $125.00
      maximum loss            $375.00
      breakeven               443.75 (1.4 % below the spot)
      return on risk          33.3 %
      probability of profit   63.9 %        by delta 63.5 %
      probability of touch    443.75 75.3 %, 445 80.1 %
      expected value          -$43.67       of one spread, today

      per share             value    delta   gamma  theta/day  vega/point  rho/point
      440 put              3.7585  -0.2795  0.0159    -0.0848      0.4753    -0.1278
      445 put              5.4452  -0.3652  0.0177    -0.0921      0.5313    -0.1675
      one spread (x 100)  -168.67    +8.57   -0.19      +0.73       -5.60      +3.97

      profit of one spread   ⠤⠤ at expiration   ⠄⠄ today
       $125 ┤                               ⢠⠋⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
            │                               ⡜                      ⣀ ⠤ ⠔ ⠒ ⠉
            │                              ⢠⠃              ⣀ ⠤ ⠒ ⠉
         $0 ┤──────────────────────────────⡜───────⢀─⠤─⠒─⠉───────────────────
            │                             ⢰⠁   ⠤ ⠒ ⠁
            │                            ⡠⡎⠒ ⠉
            │                      ⣀ ⠔ ⠉ ⢰⠁
            │                ⢀ ⠤ ⠊       ⡎
            │          ⣀ ⠤ ⠒ ⠁          ⢰⠁
            │  ⢀ ⡠ ⠔ ⠊                  ⡎
            │⠊ ⠁                       ⢰⠁
      -$375 ┤⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⠎
            └┴─────────────────────────────┼───────▲────────────────────────┴
             419                              spot 450.00                 471
                                   breakeven 443.75

      Probabilities and expected value are those of a lognormal distribution around
      the forward 451.78 at 15.00 % volatility, held to expiration, before fees; no
      skew, no opinion on direction.
      "
    `)
  })

  it('shows value and greeks of what is worth less than a tick, and no profit, loss or plot', async () => {
    const market = ['--spot', '450', '--vol', '0.15', '--date', '2023-09-14']
    for (const legs of [['SPY231020P00300000'], ['--', '-SPY231020P00305000', '+SPY231020P00300000']]) {
      const { code, out, error } = await runInShell(['price', ...market, ...legs], {}, { columns: 80 })
      expect([code, error]).toEqual([0, ''])
      expect(out).toMatch(/entry +within a tick of its bound; give --entry for profit and loss\n/)
      expect(out).toContain('delta')
      expect(out).not.toMatch(/maximum|breakeven|at expiration|volatility there is no/)
      const json = JSON.parse((await runInShell(['price', '--json', ...market, ...legs])).out)
      expect(json).toMatchObject({
        entry: null,
        maxProfit: null,
        maxLoss: null,
        breakevens: null,
        odds: null,
      })
      expect(Math.abs(json.value)).toBeLessThan(0.005)
    }
  })

  it('notes an entry that no order could have', async () => {
    const note = 'no order could have that price: the tick is 0.01'
    const off = await runInShell(['price', ...MARKET, '--entry', '0.955', ...LEGS])
    expect(off.out).toContain(note)
    const on = await runInShell(['price', ...MARKET, '--entry', '0.95', ...LEGS])
    expect(on.out).not.toContain('no order')
  })

  it('prices the last day where a time is given, and a closed day as well', async () => {
    const words = ['price', 'SPY231020C00450000', '--spot', '450', '--vol', '0.15', '--json']
    const last = await runInShell([...words, '--date', '2023-10-20', '--time', '10:00'])
    expect(JSON.parse(last.out)).toMatchObject({ dte: 0, asOf: '20 Oct 2023 10:00 New York' })
    const saturday = await runInShell([...words, '--date', '2023-09-16', '--time', '10:00'])
    expect(JSON.parse(saturday.out)).toMatchObject({ asOf: '16 Sep 2023 10:00 New York' })
  })

  it('says no bound where there is none', async () => {
    const { out } = await runInShell(['price', 'SPY231020C00450000', ...MARKET])
    expect(out).toMatch(/maximum profit +no bound/)
    const { out: json } = await runInShell(['price', 'SPY231020C00450000', ...MARKET, '--json'])
    expect(JSON.parse(json)).toMatchObject({ maxProfit: null, maxProfitIsUnbounded: true })
  })

  it('goes back from a price to its volatility', async () => {
    const contract = 'SPY231020C00450000'
    const base = ['--spot', '450', '--date', '2023-09-14', '--json']
    const forth = JSON.parse((await runInShell(['price', contract, ...base, '--vol', '0.18'])).out)
    const back = await runInShell(['price', contract, ...base, '--price', forth.value.toFixed(4)])
    const { volatility, volatilitySource } = JSON.parse(back.out)
    expect(volatility).toBeCloseTo(0.18, 4)
    expect(volatilitySource).toBe('implied')
  })

  it('knows every strategy of the table, by name and by legs', async () => {
    for (const strategy of STRATEGY_NAMES) {
      const { legs, label } = strategyShape(strategy)
      const strikes = legs.map((_, i) => 435 + 10 * i)
      const named = await runInShell([
        ...['price', ...MARKET, '--strategy', strategy, '--strikes', strikes.join()],
        ...['--expiration', '2023-10-20', '--root', 'SPY'],
      ])
      const symbols = legs.map(({ role, type }, i) => {
        return `${role === 'long' ? '+' : '-'}SPY231020${type === 'call' ? 'C' : 'P'}00${strikes[i]}000`
      })
      const spelled = await runInShell(['price', ...MARKET, '--', ...symbols.toReversed()])
      expect([named.code, named.error]).toEqual([0, ''])
      expect(spelled.out).toBe(named.out)
      expect(named.out.toLowerCase()).toContain(label)
    }
  })

  it('draws without a volatility what needs none, in ASCII where it must, within the screen', async () => {
    const words = ['price', '--spot', '450', '--entry', '1.25', '--date', '2023-09-14', ...LEGS]
    const { code, out } = await runInShell(words, {}, { unicode: false, columns: 60 })
    expect(code).toBe(0)
    expect(out).toMatch(/^[\n -~]*$/)
    expect(out).not.toContain('today')
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  })

  it('keeps within the screen', async () => {
    for (const columns of [50, 60, 80, 120]) {
      const { out } = await runInShell(['price', ...MARKET, ...LEGS], {}, { columns })
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
    }
  })

  it('is of today where no date is given', async () => {
    const { out } = await runInShell([
      'price',
      'SPY240419C00450000',
      '--spot',
      '450',
      '--vol',
      '0.15',
      '--json',
    ])
    expect(JSON.parse(out)).toMatchObject({ asOf: '4 Mar 2024 15:45 New York', dte: 46 })
  })
})
