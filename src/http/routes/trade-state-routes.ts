import { createRoute } from '@hono/zod-openapi'
import { PRICE_HISTORY } from '../../contract/api/record-messages.ts'
import { SENT_COVER } from '../../contract/api/risk-messages.ts'
import { ADOPT_BODY, COVER_BODY, MANAGE_BODY, ONE_TRADE } from '../../contract/api/trade-messages.ts'
import { ACCOUNT_QUERY, ID_PATH } from '../../contract/api/wire-values.ts'
import { type Result, refuse } from '../../domain/refusal.ts'
import { adoptSpread } from '../../service/engine/adopt-spread.ts'
import { coverShort } from '../../service/engine/cover-short.ts'
import { priceHistory } from '../../service/engine/list-records.ts'
import { setManaged } from '../../service/engine/manage-trade.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import { commandAccount, type Desk, readAccount } from '../on-account.ts'
import { answers, apiPart, jsonBody, KEY_HEADER, READS, TRADES } from '../route-parts.ts'
import { priceWire } from '../wire/price-wire.ts'
import { markWire } from '../wire/record-wire.ts'
import { tradeWire } from '../wire/trade-wire.ts'

const TAGS = ['trades']
const ON_TRADE = { query: ACCOUNT_QUERY, params: ID_PATH, headers: KEY_HEADER }

const LIST_PRICES = createRoute({
  method: 'get',
  path: '/trades/{id}/prices',
  tags: TAGS,
  summary: 'What a trade was seen to be worth, from the first to the last.',
  ...READS,
  request: { query: ACCOUNT_QUERY, params: ID_PATH },
  responses: answers(PRICE_HISTORY),
})

const MANAGE = createRoute({
  method: 'post',
  path: '/trades/{id}/manage',
  tags: TAGS,
  summary: 'Lets the engine exit a trade, or takes it out of its hands.',
  ...TRADES,
  request: { ...ON_TRADE, body: jsonBody(MANAGE_BODY) },
  responses: answers(ONE_TRADE),
})

const COVER = createRoute({
  method: 'post',
  path: '/trades/{id}/cover',
  tags: TAGS,
  summary: 'Buys back a short leg that nothing covers, confirmed by its symbol.',
  ...TRADES,
  request: { ...ON_TRADE, body: jsonBody(COVER_BODY) },
  responses: answers(SENT_COVER),
})

const ADOPT = createRoute({
  method: 'post',
  path: '/trades/adopt',
  tags: TAGS,
  summary: 'Makes a trade of a spread that was begun elsewhere.',
  ...TRADES,
  request: { query: ACCOUNT_QUERY, headers: KEY_HEADER, body: jsonBody(ADOPT_BODY) },
  responses: answers(ONE_TRADE),
})

const one = (trade: TradeLine) => ({ trade: tradeWire(trade) })

/** Whose a trade is, and what it was worth. */
export function tradeStateRoutes(desk: Desk) {
  return apiPart()
    .openapi(LIST_PRICES, (c) =>
      readAccount(c, desk, async (view) => {
        const history = await priceHistory(view, c.req.valid('param').id)
        return history.ok ? { ok: true, value: { prices: history.value.map(markWire) } } : history
      }),
    )
    .openapi(MANAGE, (c) => {
      const body = c.req.valid('json')
      const { id } = c.req.valid('param')
      const run = ({ view }: { view: Parameters<typeof setManaged>[0] }) => setManaged(view, id, body.managed)
      return commandAccount(c, desk, { body, run, show: one })
    })
    .openapi(COVER, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: ({ hand }) => coverShort(hand, c.req.valid('param').id, body.typed),
        show: (cover) => ({ ...cover, limit: priceWire(cover.limit) }),
      })
    })
    .openapi(ADOPT, (c) => {
      const body = c.req.valid('json')
      return commandAccount(c, desk, {
        body,
        run: async ({ hand, view }): Promise<Result<TradeLine>> => {
          if (await hand.look()) return adoptSpread(view, hand.ids, body)
          return refuse('snapshot_is_not_fresh', 'The account could not be read completely; try again.')
        },
        show: one,
      })
    })
}
