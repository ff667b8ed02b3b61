import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type pg from 'pg'
import { postgresPriceSnapshots } from '../../src/adapters/postgres/record-rows.ts'
import { Session } from '../../src/adapters/postgres/session.ts'
import { postgresTradeQuery } from '../../src/adapters/postgres/trade-query-rows.ts'
import { pageWire } from '../../src/http/wire/trade-row-wire.ts'
import type { StoreTransaction } from '../../src/ports/store/store.ts'
import type { TradeQuery } from '../../src/ports/store/trade-query.ts'
import { tradeRows } from '../../src/service/trades/trade-row.ts'
import { ACCOUNT } from '../../test/conformance/store/sample-records.ts'

/** A server that is asked for one thing. */
export interface BareServer {
  readonly port: number
  close(): Promise<void>
}

async function listening(server: Server): Promise<BareServer> {
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', () => ready())
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Node's own server, which answers 304 and does nothing else. */
export function bare304(etag: string): Promise<BareServer> {
  return listening(
    createServer((_request, response) => {
      response.writeHead(304, { etag })
      response.end()
    }),
  )
}

const EVERY_ACTIVE: TradeQuery = {
  account: ACCOUNT,
  list: 'active',
  outcome: null,
  strategy: null,
  underlying: null,
  from: null,
  until: null,
}

/**
 * The list written by hand on Node's own server: the same statements in a transaction under row level security, the same
 * bytes of JSON, and none of what the API does besides: nobody signs in, nothing is checked, counted or kept.
 */
export function listByHand(pool: pg.Pool, username: string): Promise<BareServer> {
  return listening(
    createServer((_request, response) => {
      answer(pool, username).then(
        (body) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
          response.end(body)
        },
        (error: unknown) => response.destroy(error as Error),
      )
    }),
  )
}

async function answer(pool: pg.Pool, username: string): Promise<Buffer> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `select set_config('app.current_user', $1, true), set_config('role', 'legwork_app', true)`,
      [username],
    )
    const session = new Session(client)
    const trades = postgresTradeQuery(session)
    const version = await trades.tradesVersion(ACCOUNT)
    const records = await trades.tradePage(EVERY_ACTIVE, null, 101)
    const rows = await tradeRows(postgresPriceSnapshots(session) as StoreTransaction, records)
    const totals = await trades.tradeTotals(EVERY_ACTIVE)
    await client.query('commit')
    return Buffer.from(JSON.stringify(pageWire({ trades: rows, cursor: null, totals, version })))
  } finally {
    client.release()
  }
}
