import { daysToExpirationAt } from '../../../src/domain/calendar/days-to-expiration.ts'
import { plusMs } from '../../../src/domain/calendar/instant.ts'
import { signOfAction } from '../../../src/domain/option/action.ts'
import { portfolioGreeks } from '../../../src/domain/pricing/portfolio-greeks.ts'
import { tradeCan } from '../../../src/domain/trade/trade-can.ts'
import { entryPrice, openQuantity, unrealizedPnl } from '../../../src/domain/trade/trade-figures.ts'
import type { ExitDistance, OpenTradeView } from '../../api/trade-view.ts'
import { SAMPLE_BOOK, type SampleTrade } from './sample-book.ts'
import { exitDistances, nearestExit } from './sample-exits.ts'
import { presentOf, quoteOf, SAMPLE_NOW } from './sample-market.ts'
import { envelopeOf, legsOf, markAt, strikesOf } from './sample-spread.ts'

/** What closing the sample trade would cost now; null without usable quotes. */
export function markOf({ spread, quoted }: SampleTrade) {
  return quoted ? markAt(spread, presentOf(spread.symbol)) : null
}

/** Maximum profit and loss of what is open. */
export function boundsOf({ spread, trade }: SampleTrade) {
  return envelopeOf(spread, entryPrice(trade)!, openQuantity(trade))
}

function greeksOf({ spread, trade }: SampleTrade) {
  const positions = legsOf(spread).map(({ contract, action }) => ({
    underlying: spread.symbol,
    quantity: signOfAction(action) * openQuantity(trade),
    multiplier: 100,
    greeks: quoteOf(contract, presentOf(spread.symbol)).greeks,
  }))
  return portfolioGreeks(positions)
}

/** The distance of a sample trade to every exit rule. */
export function exitsOf(sample: SampleTrade): readonly ExitDistance[] {
  const { spread, trade, entered } = sample
  const mark = markOf(sample)
  const { maxProfitCents, maxLossCents } = boundsOf(sample)
  return exitDistances({
    strategy: spread.strategy,
    entryCents: Math.abs(trade.entries[0]!.cashFlow!),
    maxProfitCents: maxProfitCents === 'unbounded' ? null : maxProfitCents,
    maxLossCents,
    pnlCents: mark === null ? null : unrealizedPnl(trade, mark),
    mark: mark?.amount ?? null,
    dte: daysToExpirationAt(SAMPLE_NOW, spread.expiration),
    dteAtEntry: daysToExpirationAt(entered.at, spread.expiration),
    volatilityRatio: mark === null ? null : presentOf(spread.symbol).volatility / entered.volatility,
  })
}

function openTrade(sample: SampleTrade): OpenTradeView {
  const { spread, trade, trouble } = sample
  const mark = markOf(sample)
  const { maxProfitCents, maxLossCents } = boundsOf(sample)
  const greeks = mark === null ? null : greeksOf(sample)
  return {
    id: trade.id,
    version: trade.version,
    status: trade.status,
    flags: trade.flags,
    origin: trade.origin,
    managed: trade.managed,
    strategy: spread.strategy,
    underlying: spread.symbol,
    expiration: spread.expiration,
    dte: daysToExpirationAt(SAMPLE_NOW, spread.expiration),
    strikes: strikesOf(spread),
    quantity: trade.quantity,
    openQuantity: openQuantity(trade),
    entry: entryPrice(trade),
    mark,
    markedAt: plusMs(SAMPLE_NOW, mark === null ? -11 * 60_000 : -3_000),
    unrealizedCents: mark === null ? null : unrealizedPnl(trade, mark),
    maxProfitCents,
    maxLossCents,
    delta: greeks?.delta.total ?? null,
    theta: greeks?.theta.total ?? null,
    nextExit: trade.managed ? nearestExit(exitsOf(sample)) : null,
    trouble,
    can: {
      close: tradeCan.close(trade) || tradeCan.retryExit(trade),
      adjust: tradeCan.adjust(trade),
      acknowledge: tradeCan.acknowledge(trade),
    },
  }
}

/** The open trades of the sample account, as the screens get them. */
export const SAMPLE_OPEN_TRADES: readonly OpenTradeView[] = SAMPLE_BOOK.map(openTrade)
