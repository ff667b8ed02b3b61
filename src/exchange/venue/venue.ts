import type { Result } from '../../domain/refusal.ts'
import type { EquityLine } from './account-books.ts'
import type { OrderChange } from './change-order.ts'
import type { OrderPreview } from './preview-order.ts'
import type { HistoryEvent, VenueEvent } from './venue-event.ts'
import type { VenueRefusalCode } from './venue-refusal.ts'
import type {
  AccountTerms,
  ClosedLot,
  MarketView,
  OrderRequest,
  VenueBalances,
  VenueOrder,
  VenuePosition,
} from './venue-types.ts'

type Answer<Value> = Result<Value, VenueRefusalCode>

/**
 * The simulated venue as its doors see it: accounts, orders, positions and their log. Time stands still
 * between calls of `step`, which carries everything that is due at the market's present time.
 */
export interface Venue {
  openAccount(terms: AccountTerms): void
  accounts(): readonly AccountTerms[]
  submit(accountId: string, request: OrderRequest, market: MarketView): Answer<{ id: number }>
  preview(accountId: string, request: OrderRequest, market: MarketView): Answer<OrderPreview>
  modify(accountId: string, orderId: number, change: OrderChange, market: MarketView): Answer<{ id: number }>
  cancel(accountId: string, orderId: number, market: MarketView): Answer<{ id: number }>
  step(market: MarketView): void
  order(accountId: string, orderId: number): VenueOrder | undefined
  orders(accountId: string): readonly VenueOrder[]
  positions(accountId: string): readonly VenuePosition[]
  balances(accountId: string, market: MarketView): VenueBalances
  closedLots(accountId: string): readonly ClosedLot[]
  history(accountId: string): readonly HistoryEvent[]
  /** Equity at the end of each session, oldest first. */
  equityHistory(accountId: string): readonly EquityLine[]
  events(): readonly VenueEvent[]
}
