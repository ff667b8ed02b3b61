import { createRoute } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import type { z } from 'zod'
import {
  EXPORT_QUERY,
  HISTORY_QUERY,
  TRADE_DETAIL,
  TRADE_PAGE,
  TRADES_QUERY,
} from '../../contract/api/trade-messages.ts'
import { ACCOUNT_QUERY, ID_PATH } from '../../contract/api/wire-values.ts'
import { exportCsv, exportJson } from '../../service/trades/export-trades.ts'
import { listTradePage } from '../../service/trades/list-trades.ts'
import { tradeDetail } from '../../service/trades/trade-detail.ts'
import type { TradeFilter } from '../../service/trades/trade-filter.ts'
import type { ApiContext } from '../api-env.ts'
import { accountOf, type Desk, listResult, readAccount } from '../on-account.ts'
import { refused } from '../problem.ts'
import { answers, apiPart, READS } from '../route-parts.ts'
import { detailWire, pageWire } from '../wire/trade-row-wire.ts'

const TAGS = ['trades']

const LIST = createRoute({
  method: 'get',
  path: '/trades',
  tags: TAGS,
  summary: 'A page of trades: each is in exactly one of active, closed and cancelled.',
  ...READS,
  request: { query: TRADES_QUERY },
  responses: answers(TRADE_PAGE),
})

const HISTORY = createRoute({
  method: 'get',
  path: '/trades/history',
  tags: TAGS,
  summary: 'A page of closed trades.',
  ...READS,
  request: { query: HISTORY_QUERY },
  responses: answers(TRADE_PAGE),
})

const EXPORT = createRoute({
  method: 'get',
  path: '/trades/export',
  tags: TAGS,
  summary: 'Every trade that a filter lets through, as CSV or JSON.',
  ...READS,
  request: { query: EXPORT_QUERY },
  responses: {
    200: { description: 'A file.', content: { 'text/csv': {}, 'application/octet-stream': {} } },
    default: answers(TRADE_PAGE).default,
  },
})

const DETAIL = createRoute({
  method: 'get',
  path: '/trades/{id}',
  tags: TAGS,
  summary: 'A trade with its legs, changes, orders, decisions and prices, and why it is as it is.',
  ...READS,
  request: { query: ACCOUNT_QUERY, params: ID_PATH },
  responses: answers(TRADE_DETAIL),
})

type Filters = Omit<z.output<typeof TRADES_QUERY>, 'rows' | 'cursor'>

function filterOf({ list, outcome, strategy, symbol, from, to }: Filters): TradeFilter {
  return {
    list,
    outcome: outcome ?? null,
    strategy: strategy ?? null,
    symbol: symbol ?? null,
    from: from ?? null,
    to: to ?? null,
  }
}

/** Trades to look at. */
export function tradeListRoutes(desk: Desk) {
  const page = (c: ApiContext, query: z.output<typeof TRADES_QUERY>) =>
    listResult(c, desk, async (view) => {
      const found = await listTradePage(view, filterOf(query), query.cursor ?? null, query.rows)
      return found.ok ? { ok: true, value: pageWire(found.value) } : found
    })
  return apiPart()
    .openapi(LIST, (c) => page(c, c.req.valid('query')))
    .openapi(HISTORY, (c) => page(c, { ...c.req.valid('query'), list: 'closed' }))
    .openapi(EXPORT, (c) => exported(c, desk, c.req.valid('query')))
    .openapi(DETAIL, (c) =>
      readAccount(c, desk, async (view) => {
        const detail = await tradeDetail(view, c.req.valid('param').id)
        return detail.ok ? { ok: true, value: detailWire(detail.value) } : detail
      }),
    )
}

/** The file goes out as it is read, so that memory is bounded; a read that fails cuts it off visibly. */
function exported(c: ApiContext, { deps }: Desk, query: z.output<typeof EXPORT_QUERY>): never {
  const account = accountOf(c, deps)
  if (!account.ok) return refused(c, account) as never
  const view = { ...account.value.view, work: deps.store.reads }
  const { format } = query
  const chunks = (format === 'csv' ? exportCsv : exportJson)(view, filterOf(query))
  if (!chunks.ok) return refused(c, chunks) as never
  c.header('content-type', format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json')
  c.header('content-disposition', `attachment; filename="trades.${format}"`)
  return stream(c, async (out) => {
    for await (const chunk of chunks.value) {
      if (out.aborted) return
      await out.write(chunk)
    }
  }) as never
}
