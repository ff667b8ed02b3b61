import { describe, expect, it } from 'vitest'
import { type ExchangeScene, runInShell } from '../../test/support/test-shell.ts'
import { instantOf } from '../domain/calendar/new-york-time.ts'
import { timeOfDay } from '../domain/calendar/time-of-day.ts'
import { tradingDay } from '../domain/calendar/trading-day.ts'
import { cents } from '../domain/money/cents.ts'
import { price } from '../domain/money/price.ts'
import { ok, refuse } from '../domain/refusal.ts'
import type { ExchangeRequest, ExchangeStatus, OpenExchange } from './exchange-door.ts'

const STATUS: ExchangeStatus = {
  marketTime: instantOf(tradingDay('2026-09-22'), timeOfDay('09:31:05')),
  phase: 'open',
  isOver: false,
  quote: { symbol: 'SPY', bid: price(6_601_200), ask: null },
  requests: 12,
  orders: 3,
  workingOrders: 1,
  fills: 1,
}

function exchange(changed: Partial<OpenExchange> = {}): OpenExchange {
  return {
    market: 'A synthetic market, seed 1',
    baseUrl: 'http://127.0.0.1:8484/v1',
    token: 'lw-0123456789abcdef01234567',
    personality: 'sandbox',
    accounts: [{ id: 'VA10000001', type: 'margin', cash: cents(10_000_000), optionLevel: 3 }],
    control: null,
    isRestored: false,
    notes: ['A note.'],
    status: () => STATUS,
    failed: new Promise<never>(() => {}),
    close: async () => ok(true),
    ...changed,
  }
}

/** Runs the command against an exchange that remembers what was asked of it, ended after so many statuses. */
async function run(words: string, changed: Partial<OpenExchange> = {}, scene: Partial<ExchangeScene> = {}) {
  const asked: ExchangeRequest[] = []
  const seen = { closed: 0, everyMs: [] as number[] }
  const ran = await runInShell(
    ['exchange', ...words.split(' ').filter((word) => word !== '')],
    {},
    { columns: 80 },
    {
      openExchange: async (request) => {
        asked.push(request)
        const close: OpenExchange['close'] = async () => {
          seen.closed += 1
          return ok(true)
        }
        return ok(exchange({ close, ...changed }))
      },
      every: (ms, task) => {
        seen.everyMs.push(ms)
        task()
        return () => {}
      },
      ...scene,
    },
  )
  return { ...ran, ...seen, request: asked[0]! }
}

describe('legwork exchange', () => {
  it('says how to reach it, and tells its status until it is ended', async () => {
    const { code, out, error, closed, everyMs } = await run('')
    expect([code, error, closed, everyMs]).toEqual([0, '', 1, [60_000]])
    expect(`\n${out}`).toMatchInlineSnapshot(`
      "
      Legwork exchange, as Tradier's sandbox
      A synthetic market, seed 1; it is 22 Sep 2026 09:31:05 there.

      base URL   http://127.0.0.1:8484/v1
      token      lw-0123456789abcdef01234567
      account    VA10000001   margin   $100,000.00   option level 3

      curl -s -H 'Authorization: Bearer lw-0123456789abcdef01234567' \\
        -H 'Accept: application/json' \\
        'http://127.0.0.1:8484/v1/markets/quotes?symbols=SPY'

      A note.
      Ctrl-C ends it.

      22 Sep 2026 09:31:05  open  SPY 660.12 / -  3 orders (1 working)  1 fill
      22 Sep 2026 09:31:05  open  SPY 660.12 / -  3 orders (1 working)  1 fill
      "
    `)
  })

  it('has a help that fits a terminal of eighty columns', async () => {
    const { code, out } = await runInShell(['exchange', '--help'], {}, { columns: 80 })
    expect(code).toBe(0)
    expect(out).toMatch(/^The market:$[\s\S]*^The broker:$[\s\S]*^Examples:$/m)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
  })

  it('writes over one line on a terminal, as long as it fits', async () => {
    const { out, everyMs } = await run('', {}, { isTerminal: true })
    expect(everyMs).toEqual([1_000])
    const lines = out.split('\r\u001b[K').slice(1)
    expect(lines).toHaveLength(2)
    expect(lines[1]!.endsWith('\n')).toBe(true)
    expect(Math.max(...lines.map((line) => line.trimEnd().length))).toBeLessThan(80)
  })

  it('prints an object a line for a program', async () => {
    const { out } = await run('--json --status 5')
    const [open, status, , closed] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(open).toMatchObject({
      event: 'open',
      baseUrl: 'http://127.0.0.1:8484/v1',
      accounts: [{ id: 'VA10000001', type: 'margin', cash: 100_000, optionLevel: 3 }],
      control: null,
    })
    expect(status).toMatchObject({
      event: 'status',
      newYork: '2026-09-22T09:31:05-04:00',
      quote: { symbol: 'SPY', bid: 660.12, ask: null },
    })
    expect(closed).toEqual({ event: 'closed' })
  })

  it('asks for what the options say', async () => {
    const plain = (await run('')).request
    expect(plain).toEqual({
      market: { kind: 'synthetic' },
      seed: 1,
      day: null,
      time: null,
      speed: 1,
      alwaysOpen: false,
      personality: 'sandbox',
      accounts: [{ id: null, type: 'margin', cash: 10_000_000, optionLevel: 3 }],
      fees: null,
      token: null,
      controlToken: null,
      faults: null,
      switches: [],
      stateFile: null,
      host: '127.0.0.1',
      port: 8484,
    })
    const words =
      '--market recorded:C:/data/a.csv --seed 7 --date 2023-09-14 --time 10:30 --speed 0 --always-open ' +
      '--personality live --account cash=25000.50,type=cash,level=1,id=6YA1 --account level=6 --token a-token-1 --fees contract=0.35,index=0.60,option-order=1 ' +
      '--control door-token --faults seed:9 --switch sandboxDelayMs=0 --switch partnerId=a=b --state paper.json --host 0.0.0.0 --port 0'
    expect((await run(words)).request).toEqual({
      market: { kind: 'recorded', path: 'C:/data/a.csv' },
      seed: 7,
      day: '2023-09-14',
      time: timeOfDay('10:30'),
      speed: 0,
      alwaysOpen: true,
      personality: 'live',
      accounts: [
        { id: '6YA1', type: 'cash', cash: 2_500_050, optionLevel: 1 },
        { id: null, type: 'margin', cash: 10_000_000, optionLevel: 6 },
      ],
      fees: { perContract: 35, perIndexContract: 60, perOptionOrder: 100, perEquityOrder: 0 },
      token: 'a-token-1',
      controlToken: 'door-token',
      faults: { kind: 'seed', seed: 9 },
      switches: [
        { name: 'sandboxDelayMs', value: '0' },
        { name: 'partnerId', value: 'a=b' },
      ],
      stateFile: 'paper.json',
      host: '0.0.0.0',
      port: 0,
    })
    expect((await run('--faults bad.json --market snapshot:x')).request).toMatchObject({
      market: { kind: 'snapshot', path: 'x' },
      faults: { kind: 'file', path: 'bad.json' },
    })
  })

  it.each([
    ['--market real', '--market expects synthetic, recorded:PATH or snapshot:PATH, got "real".'],
    [
      '--market recorded:',
      '--market expects synthetic, recorded:PATH or snapshot:PATH, got "recorded:", which names no file.',
    ],
    ['--seed -1', '--seed expects a whole number from 0 to 4294967295, got "-1".'],
    ['--speed fast', '--speed expects a number from 0 to 10000, got "fast".'],
    ['--speed 0', '--speed 0 leaves the clock to the door for tests; give it a token: --control TOKEN.'],
    ['--port 65536', '--port expects a whole number from 0 to 65535, got "65536".'],
    ['--faults seed:x', '--faults expects seed:N with N from 0 to 4294967295, got "seed:x".'],
    [
      '--fees stock=1',
      '--fees expects contract=, index=, option-order= and equity-order=, each once, with commas between them, got "stock=1".',
    ],
    ['--fees contract=free', '--fees expects contract in plain dollars of 0 or more, e.g. 0.35, got "free".'],
    ['--switch fast', '--switch expects name=value, e.g. sandboxDelayMs=0, got "fast".'],
    ['--account cash=-5', '--account expects cash in plain dollars of 0 or more, e.g. 50000, got "-5".'],
    [
      '--account cash=5,cash=6',
      '--account expects cash=, type=, level= and id=, each once, with commas between them, got "cash=5,cash=6".',
    ],
    ['--account type=ira', '--account expects type=cash or type=margin, got "ira".'],
    ['--account level=7', '--account expects a level from 0 to 6, got "7".'],
    [
      '--account id=my_account',
      '--account expects an id of 4 to 12 capitals and digits, e.g. VA10000001, got "my_account".',
    ],
    ['--account id=VA01 --account id=VA01', '--account was given the same id twice.'],
    ['--token short', '--token expects 8 to 200 letters, digits and signs of - _ . ~ + /, got 5 characters.'],
    [
      '--token same-token --control same-token',
      '--control and --token must differ: who may trade may not turn the clock.',
    ],
    [
      '--personality paper',
      "option '--personality <name>' argument 'paper' is invalid. Allowed choices are sandbox, live; legwork --help shows what there is.",
    ],
  ])('%s', async (words, sentence) => {
    const { code, out, error } = await run(words)
    expect([code, out, error]).toEqual([2, '', `legwork: ${sentence}\n`])
  })

  it('gives the refusal of the opener, and closes an exchange that fails', async () => {
    const refused = await run(
      '',
      {},
      { openExchange: async () => refuse('port_must_be_free', 'Port 8484 is in use.') },
    )
    expect([refused.code, refused.error]).toEqual([2, 'legwork: Port 8484 is in use.\n'])
    const broken = { failed: Promise.reject(new Error('the market stood still')) }
    const failed = await run('', broken, { interrupted: () => new Promise(() => {}) })
    expect([failed.code, failed.closed]).toEqual([70, 1])
    expect(failed.error).toContain('the market stood still')
  })

  it('says that the state could not be saved', async () => {
    const close = async () => refuse('state_must_be_writable', 'The disk is full.')
    const { code, error } = await run('--state paper.json', { close })
    expect([code, error]).toEqual([2, 'legwork: The disk is full.\n'])
  })

  it('says where the state lies', async () => {
    expect((await run('--state paper.json')).out).toMatch(/The state is saved in paper\.json\.\n$/)
  })
})
