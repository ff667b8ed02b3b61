import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import {
  CANCEL_BODY,
  CANCEL_REPORT,
  EMPTY_BODY,
  ENTRY_GATE,
  FLATTEN_REPORT,
  STOP_BODY,
  TYPED_BODY,
} from '../../contract/api/risk-messages.ts'
import { ACCOUNT_QUERY } from '../../contract/api/wire-values.ts'
import { ok } from '../../domain/refusal.ts'
import { cancelOrders } from '../../service/engine/cancel-orders.ts'
import { flatten, flattenPhrase } from '../../service/engine/flatten.ts'
import {
  type EntryGate,
  entryGate,
  hardStop,
  pauseEntries,
  releaseHardStop,
  releasePhrase,
  resumeEntries,
} from '../../service/engine/stop-entries.ts'
import { commandAccount, type Desk, readAccount } from '../on-account.ts'
import { answers, apiPart, jsonBody, KEY_HEADER, READS, TRADES } from '../route-parts.ts'

function commanding<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  body: Body,
  answer: Answer,
) {
  return createRoute({
    method: 'post',
    path,
    tags: ['risk'],
    summary,
    ...TRADES,
    request: { query: ACCOUNT_QUERY, headers: KEY_HEADER, body: jsonBody(body) },
    responses: answers(answer),
  })
}

const GET_RISK = createRoute({
  method: 'get',
  path: '/risk',
  tags: ['risk'],
  summary: 'What stops the engine from entering.',
  ...READS,
  request: { query: ACCOUNT_QUERY },
  responses: answers(ENTRY_GATE),
})
const PAUSE = commanding('/risk/pause', 'Stops entries until they are resumed.', STOP_BODY, ENTRY_GATE)
const RESUME = commanding('/risk/resume', 'Ends a pause.', EMPTY_BODY, ENTRY_GATE)
const STOP = commanding(
  '/risk/hard-stop',
  'Stops entries until a person releases them.',
  STOP_BODY,
  ENTRY_GATE,
)
const RELEASE = commanding('/risk/release', 'Releases a hard stop by its phrase.', TYPED_BODY, ENTRY_GATE)
const CANCEL = commanding('/orders/cancel-all', 'Cancels working orders.', CANCEL_BODY, CANCEL_REPORT)
const FLATTEN = commanding('/flatten', 'Closes every open trade, by its phrase.', TYPED_BODY, FLATTEN_REPORT)

function gateWire({ account, open, flags }: EntryGate): z.output<typeof ENTRY_GATE> {
  const phrases = { release: releasePhrase({ account }), flatten: flattenPhrase({ account }) }
  return { account, open, flags: [...flags], phrases }
}

/** What stops entries, and its end. */
export function riskRoutes(desk: Desk) {
  return apiPart()
    .openapi(GET_RISK, (c) => readAccount(c, desk, async (view) => ok(gateWire(await entryGate(view)))))
    .openapi(PAUSE, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: async ({ view }) => ok(await pauseEntries(view, body.reason)),
        show: gateWire,
      })
    })
    .openapi(RESUME, (c) =>
      commandAccount(c, desk, {
        body: c.req.valid('json'),
        run: async ({ view }) => ok(await resumeEntries(view)),
        show: gateWire,
      }),
    )
    .openapi(STOP, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: async ({ view }) => ok(await hardStop(view, body.reason)),
        show: gateWire,
      })
    })
    .openapi(RELEASE, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ view }) => releaseHardStop(view, body.typed),
        show: gateWire,
      })
    })
}

/** What ends orders and positions at once. */
export function endRoutes(desk: Desk) {
  return apiPart()
    .openapi(CANCEL, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: async ({ hand }) => ok(await cancelOrders(hand, body)),
        show: ({ asked, stillWorking, foreign }) => ({
          asked: [...asked],
          stillWorking: [...stillWorking],
          foreign: [...foreign],
        }),
      })
    })
    .openapi(FLATTEN, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ hand }) => flatten(hand, body.typed),
        show: ({ cancelled, closing, left, unclaimed }) => ({
          cancelled: {
            asked: [...cancelled.asked],
            stillWorking: [...cancelled.stillWorking],
            foreign: [...cancelled.foreign],
          },
          closing: [...closing],
          left: [...left],
          unclaimed: [...unclaimed],
        }),
      })
    })
}
