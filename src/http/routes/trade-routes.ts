import { createRoute } from '@hono/zod-openapi'
import type { z } from 'zod'
import {
  ADJUST_BODY,
  ADJUSTED,
  CLOSE_BODY,
  CLOSED,
  ONE_TRADE,
  PLACE_BODY,
  PLACED,
  PREVIEW,
  VERSION_BODY,
} from '../../contract/api/trade-messages.ts'
import { ACCOUNT_QUERY, ID_PATH } from '../../contract/api/wire-values.ts'
import { refuse } from '../../domain/refusal.ts'
import { adjustProtection } from '../../service/trades/adjust-protection.ts'
import { cancelEntry } from '../../service/trades/cancel-entry.ts'
import { closeByHand } from '../../service/trades/close-by-hand.ts'
import { placeTrade } from '../../service/trades/place-trade.ts'
import { previewTrade } from '../../service/trades/preview-trade.ts'
import { mayTrade } from '../needs.ts'
import { accountOf, commandAccount, type Desk, keyOf } from '../on-account.ts'
import { refused } from '../problem.ts'
import { answers, apiPart, created, jsonBody, KEY_HEADER, TRADES } from '../route-parts.ts'
import { adjustedWire, closeWire, placedWire, previewWire, tradeWire } from '../wire/trade-wire.ts'

const TAGS = ['trades']

const PLACE = createRoute({
  method: 'post',
  path: '/trades',
  tags: TAGS,
  summary: 'Places a trade, once for its key: checked, sent and read back.',
  ...TRADES,
  request: { query: ACCOUNT_QUERY, headers: KEY_HEADER, body: jsonBody(PLACE_BODY) },
  responses: created(PLACED),
})

const GET_PREVIEW = createRoute({
  method: 'post',
  path: '/trades/preview',
  tags: TAGS,
  summary: 'What a trade would be: every check with its figures, and nothing is sent.',
  ...TRADES,
  request: { query: ACCOUNT_QUERY, body: jsonBody(PLACE_BODY) },
  responses: answers(PREVIEW),
})

function commanding<Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  summary: string,
  body: Body,
  answer: Answer,
) {
  return createRoute({
    method: 'post',
    path,
    tags: TAGS,
    summary,
    ...TRADES,
    request: { query: ACCOUNT_QUERY, params: ID_PATH, headers: KEY_HEADER, body: jsonBody(body) },
    responses: answers(answer),
  })
}

const CLOSE = commanding('/trades/{id}/close', 'Closes a trade; a fill alone ends it.', CLOSE_BODY, CLOSED)
const ADJUST = commanding('/trades/{id}/adjust', 'Changes stop and take profit.', ADJUST_BODY, ADJUSTED)
const CANCEL = commanding('/trades/{id}/cancel', 'Cancels what works of the entry.', VERSION_BODY, ONE_TRADE)

/** Not an error of anybody's: the same key asks again what became of it. */
const UNKNOWN = refuse(
  'order_outcome_is_unknown',
  'Whether the broker has the order is not known; it is looked for and never sent again. Ask with the same key.',
)

/** What begins, changes and ends a trade by hand. */
export function tradeRoutes(desk: Desk) {
  return apiPart()
    .openapi(GET_PREVIEW, async (c) => {
      const account = accountOf(c, desk.deps)
      if (!account.ok) return refused(c, account)
      const preview = await previewTrade(account.value.hand, c.req.valid('json'))
      return preview.ok ? c.json(previewWire(preview.value), 200) : refused(c, preview)
    })
    .openapi(PLACE, async (c) => {
      const account = accountOf(c, desk.deps)
      if (!account.ok) return refused(c, account)
      const { hand, view, exclusive } = account.value
      const forbidden = mayTrade(c, view.mode)
      if (forbidden !== null) return forbidden
      const placed = await exclusive(() => placeTrade(hand, keyOf(c), c.req.valid('json')))
      if (!placed.ok) return refused(c, placed)
      const { value, repeated } = placed.value
      const made = placedWire(value, repeated)
      return value.outcome === 'unknown' ? refused(c, UNKNOWN, made) : c.json(made, 201)
    })
    .openapi(CLOSE, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ hand }) => closeByHand(hand, { trade: c.req.valid('param').id, ...body }),
        show: closeWire,
      })
    })
    .openapi(ADJUST, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ hand }) => adjustProtection(hand, { trade: c.req.valid('param').id, ...body }),
        show: adjustedWire,
      })
    })
    .openapi(CANCEL, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ hand }) => cancelEntry(hand, { trade: c.req.valid('param').id, ...body }),
        show: (trade) => ({ trade: tradeWire(trade) }),
      })
    })
}
