import type { TradierConnection } from '../../adapters/tradier/connection.ts'
import type { MarketWorld } from './market-world.ts'

/** Where one account trades: the way to its broker by a token of its own, in a market that others may share. */
export interface BrokerWorld {
  readonly market: MarketWorld
  readonly connection: TradierConnection
  /** What must never be written down. */
  readonly secrets: readonly string[]
}
