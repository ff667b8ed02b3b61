import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { OptionRow, OrderRow } from '../support/exchange-client.ts'
import { endExchanges, openExchange, startExchange } from '../support/running-exchange.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-exchange-'))
afterAll(() => {
  endExchanges()
  rmSync(folder, { recursive: true })
})

const DAY = ['--date', '2026-09-22', '--personality', 'live']
const DOOR = 'door-token-1'
const hasCurl = spawnSync('curl', ['--version']).status === 0

describe('legwork exchange as a process', () => {
  it.skipIf(!hasCurl)('prints a request that works as printed, and ends in order', async () => {
    const exchange = startExchange([...DAY, '--port', '0', '--speed', '60'])
    const [request] = await exchange.says(/^curl(.*\\\n)+.*$/m)
    // As in the shell of a person; not waited for, since it is this process that answers nothing meanwhile.
    const { stdout, status } = spawnSync('sh', ['-c', request], { encoding: 'utf8' })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ quotes: { quote: { symbol: 'SPY', type: 'etf' } } })
    await exchange.says(/^22 Sep 2026 09:\d\d:\d\d {2}open {2}SPY /m)
    const { code, signal, error } = await exchange.end('SIGINT')
    expect([code, signal, error]).toEqual([0, null, ''])
  })

  it('trades, saves, and goes on where it was', async () => {
    const state = join(folder, 'paper.json')
    const words = [...DAY, '--speed', '0', '--seed', '5', '--state', state]
    const first = await openExchange(words, DOOR)
    const account = `/accounts/${first.open.accounts[0]!.id}`
    const orders = `${account}/orders`
    const { expirations } = await first.client.get<{ expirations: { date: string[] } }>(
      '/markets/options/expirations?symbol=SPY',
    )
    const { options } = await first.client.get<{ options: { option: OptionRow[] } }>(
      `/markets/options/chains?symbol=SPY&expiration=${expirations.date[3]}`,
    )
    const call = options.option.find((row) => row.option_type === 'call' && row.ask < 5 && row.asksize >= 1)!
    const placed = await first.client.post<{ order: OrderRow }>(orders, {
      class: 'option',
      symbol: 'SPY',
      option_symbol: call.symbol,
      side: 'buy_to_open',
      quantity: 1,
      type: 'market',
      duration: 'day',
    })
    await first.client.lever('clock/step', { ms: 60_000 })
    const filled = await first.client.get<{ order: object }>(`${orders}/${placed.order.id}`)
    expect(filled.order).toMatchObject({ status: 'filled', exec_quantity: 1, avg_fill_price: call.ask })
    const held = await first.client.get<{ positions: { position: object } }>(`${account}/positions`)
    expect(held.positions.position).toMatchObject({ symbol: call.symbol, quantity: 1 })
    const end = await first.end('SIGTERM')
    expect([end.code, end.error, end.out.trimEnd().split('\n').at(-1)]).toEqual([0, '', '{"event":"closed"}'])
    expect(readFileSync(state, 'utf8')).toContain(call.symbol)

    const again = await openExchange(words, DOOR)
    expect(again.open).toMatchObject({ isRestored: true, token: first.open.token })
    expect(await again.client.get(`${account}/positions`)).toEqual(held)
    expect(await again.client.get(`${orders}/${placed.order.id}`)).toEqual(filled)
    const { clock } = await again.client.get<{ clock: { timestamp: number } }>('/markets/clock')
    expect(clock.timestamp).toBe(Date.UTC(2026, 8, 22, 13, 31) / 1_000)
    await again.client.lever('venue', { kind: 'hand_close', account: again.open.accounts[0]!.id })
    expect(await again.client.get(`${account}/positions`)).toEqual({ positions: 'null' })
    await again.end()

    const other = startExchange([...words, '--control', DOOR, '--seed', '6', '--port', '0'])
    expect(await other.ended).toMatchObject({
      code: 2,
      out: '',
      error: `legwork: The state in ${state} is of seed 5, not 6; give --seed 5, or another --state file.\n`,
    })
  })

  it('ends at once though clients hang on to it', async () => {
    const exchange = await openExchange([...DAY])
    const { stream } = await exchange.client.post<{ stream: { sessionid: string } }>(
      '/markets/events/session',
      {},
    )
    const socket = new WebSocket(exchange.open.baseUrl.replace('http', 'ws').concat('/markets/events'))
    const opened = new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    await opened
    socket.send(JSON.stringify({ symbols: ['SPY'], sessionid: stream.sessionid, linebreak: true }))
    const { code } = await exchange.end('SIGTERM')
    expect(code).toBe(0)
    await closed
  })

  it('says in one sentence that the port is taken, or what else is wrong', async () => {
    const blocker = createServer()
    await new Promise<void>((ready) => blocker.listen(0, '127.0.0.1', ready))
    const { port } = blocker.address() as AddressInfo
    const sentences = await Promise.all(
      [
        ['--port', String(port)],
        ['--host', '203.0.113.1', '--port', '0'],
        ['--market', `recorded:${join(folder, 'none.csv')}`],
        ['--state', join(folder, 'none', 'paper.json'), '--port', '0'],
      ].map(async (words) => {
        const { code, out, error } = await startExchange([...DAY.slice(2), ...words]).ended
        expect([code, out]).toEqual([2, ''])
        return error
      }),
    )
    blocker.close()
    expect(sentences.map((text) => text.replaceAll(folder, 'FOLDER').replace(String(port), 'PORT'))).toEqual([
      'legwork: Port PORT of 127.0.0.1 is in use; stop what listens there, or give another --port (0 takes any free one).\n',
      'legwork: It cannot listen at 203.0.113.1 (EADDRNOTAVAIL); give an address of this machine as --host, e.g. 127.0.0.1.\n',
      'legwork: There is no FOLDER/none.csv; expected a recorded chain (.csv or .csv.gz), a folder of them, or a folder or archive of LEAN minute data.\n',
      'legwork: The state cannot be saved to FOLDER/none/paper.json (ENOENT); give a --state file that can be written.\n',
    ])
  })
})
