import type { OpenTradeView } from '../api/trade-view.ts'

/** What a person may ask for on a trade. Each opens a dialog or tells the server; none sends an order by itself. */
export interface TradeActions {
  close(trade: OpenTradeView): void
  adjust(trade: OpenTradeView): void
  acknowledge(trade: OpenTradeView): void
}
