import type { AccountFigures, DeskView } from './desk-view.ts'
import type { HistoryView } from './history-view.ts'
import type { PerformanceView } from './performance-view.ts'
import type { OpenTradeView, TradeDetailView, UnderlyingView } from './trade-view.ts'

/** The open trades with what they belong to. */
export interface OpenBook {
  readonly figures: AccountFigures
  readonly underlyings: readonly UnderlyingView[]
  readonly trades: readonly OpenTradeView[]
}

/** Where the portfolio's screens read. A failed read rejects with a `SourceFault`. */
export interface PortfolioSource {
  desk(): Promise<DeskView>
  open(): Promise<OpenBook>
  detail(id: string): Promise<TradeDetailView>
  history(): Promise<HistoryView>
  performance(): Promise<PerformanceView>
}

/** Why nothing could be read, for a person: what happened, whether money was touched, what to do. */
export class SourceFault extends Error {
  override readonly name = 'SourceFault'
  readonly requestId: string | null

  constructor(message: string, requestId: string | null) {
    super(message)
    this.requestId = requestId
  }
}
