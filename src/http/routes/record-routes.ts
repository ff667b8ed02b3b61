import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import { BALANCES_ANSWER, MARKET, SNAPSHOTS, STATS, STATUS } from '../../contract/api/account-messages.ts'
import { BREAKS, CYCLES, DECISIONS, ORDERS, POSITIONS } from '../../contract/api/record-messages.ts'
import { ACCOUNT_QUERY, COUNT, FLAG } from '../../contract/api/wire-values.ts'
import { ok } from '../../domain/refusal.ts'
import { listOrders, listPositions } from '../../service/engine/list-books.ts'
import {
  listBreaks,
  listDecisions,
  listHeartbeats,
  listSnapshots,
  readStanding,
} from '../../service/engine/list-records.ts'
import { marketStatus } from '../../service/engine/market-status.ts'
import { readStatus } from '../../service/engine/read-status.ts'
import { accountSummary } from '../../service/trades/account-summary.ts'
import { type Desk, listAccount, listResult, readAccount } from '../on-account.ts'
import { answers, apiPart, READS } from '../route-parts.ts'
import { balancesWire, breakWire, decisionWire, orderWire, positionWire } from '../wire/record-wire.ts'
import { snapshotWire, statsWire, statusWire } from '../wire/status-wire.ts'

const COUNTED = ACCOUNT_QUERY.extend({ count: COUNT })
const ORDER_QUERY = COUNTED.extend({ all: FLAG.default(false) })

function reading<Path extends string, Schema extends z.ZodType, Query extends z.ZodObject>(
  path: Path,
  summary: string,
  schema: Schema,
  query: Query,
) {
  return createRoute({
    method: 'get',
    path,
    tags: ['records'],
    summary,
    ...READS,
    request: { query },
    responses: answers(schema),
  })
}

const GET_STATUS = reading('/status', 'How the account stands now.', STATUS, ACCOUNT_QUERY)
const GET_BALANCES = reading('/balances', 'The account’s money.', BALANCES_ANSWER, ACCOUNT_QUERY)
const GET_STATS = reading('/stats', 'How the account has done.', STATS, ACCOUNT_QUERY)
const GET_MARKET = reading('/market', 'Whether options trade, and what is next.', MARKET, ACCOUNT_QUERY)
const LIST_POSITIONS = reading('/positions', 'What the broker holds.', POSITIONS, ACCOUNT_QUERY)
const LIST_ORDERS = reading('/orders', 'Orders that work, or the newest of all.', ORDERS, ORDER_QUERY)
const LIST_SNAPSHOTS = reading('/snapshots', 'The newest readings of the account.', SNAPSHOTS, COUNTED)
const LIST_BREAKS = reading('/breaks', 'What fills do not explain.', BREAKS, ACCOUNT_QUERY)
const LIST_DECISIONS = reading('/decisions', 'The newest decisions, with their inputs.', DECISIONS, COUNTED)
const LIST_CYCLES = reading('/cycles', 'When each cycle last ran.', CYCLES, ACCOUNT_QUERY)

/** What the account is and was: nothing here changes anything. */
export function recordRoutes(desk: Desk) {
  return apiPart()
    .openapi(GET_STATUS, (c) =>
      readAccount(c, desk, async (view, { live }) => ok(statusWire(await readStatus(view, live())))),
    )
    .openapi(GET_BALANCES, (c) =>
      listAccount(c, desk, async (view) => {
        const standing = await readStanding(view)
        return { balances: standing === null ? null : balancesWire(standing) }
      }),
    )
    .openapi(GET_STATS, (c) =>
      listResult(c, desk, async (view) => {
        const summary = await accountSummary(view)
        return summary.ok ? { ok: true, value: statsWire(summary.value) } : summary
      }),
    )
    .openapi(GET_MARKET, (c) => readAccount(c, desk, async (view) => ok(marketStatus(view))))
    .openapi(LIST_POSITIONS, (c) =>
      listAccount(c, desk, async (view) => ({ positions: (await listPositions(view)).map(positionWire) })),
    )
    .openapi(LIST_ORDERS, (c) =>
      listAccount(c, desk, async (view) => ({
        orders: (await listOrders(view, c.req.valid('query'))).map(orderWire),
      })),
    )
    .openapi(LIST_SNAPSHOTS, (c) =>
      listAccount(c, desk, async (view) => ({
        snapshots: (await listSnapshots(view, c.req.valid('query').count)).map(snapshotWire),
      })),
    )
    .openapi(LIST_BREAKS, (c) =>
      listAccount(c, desk, async (view) => ({ breaks: (await listBreaks(view)).map(breakWire) })),
    )
    .openapi(LIST_DECISIONS, (c) =>
      listAccount(c, desk, async (view) => ({
        decisions: (await listDecisions(view, c.req.valid('query').count)).map(decisionWire),
      })),
    )
    .openapi(LIST_CYCLES, (c) =>
      listAccount(c, desk, async (view) => ({ cycles: [...(await listHeartbeats(view))] })),
    )
}
