import { buildMarketCalendar, type MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import { invariant } from '../../domain/invariant.ts'
import { listedRoots } from '../../domain/option/listed-roots.ts'
import type { MarketTime } from '../venue/venue-types.ts'
import type { ExpirationListing, UnderlyingListing } from './market-listing.ts'
import { MarketPath } from './market-path.ts'
import type { OptionSlice } from './option-slice.ts'
import { ShareDesk } from './share-desk.ts'
import type { SmileFill } from './slice-book.ts'
import { ssviFill } from './ssvi-fill.ts'
import { SyntheticListing } from './synthetic-listing.ts'
import { MARKET_PROCESS, SYNTHETIC_UNIVERSE } from './synthetic-universe.ts'
import type { UnderlyingSpec } from './underlying-spec.ts'
import { type CarryOf, UnderlyingModel } from './underlying-state.ts'
import type { VarianceProcess } from './variance-process.ts'
import { volatilityIndex } from './volatility-index.ts'

/** What a synthetic market is made from; only seed and start must be given. */
export interface SyntheticConfig {
  readonly seed: number
  /** The instant of the market's first present. */
  readonly start: MarketTime
  readonly calendar?: MarketCalendar
  readonly specs?: readonly UnderlyingSpec[]
  readonly process?: VarianceProcess
  /** Sessions of daily bars before the start; 320 unless given, enough for IV rank and averages of 200 days. */
  readonly historySessions?: number
  /** Of these, those with minute bars; 45 unless given. */
  readonly minuteSessions?: number
  /** What replaces the invented options of underlyings, by ticker. */
  readonly given?: ReadonlyMap<string, GivenOptions>
}

/** Options that are not invented: their listing, forwards and smiles. */
export interface GivenOptions {
  /** @param invented what the synthetic market would list */
  readonly listingOf: (invented: OptionShelf) => OptionShelf
  readonly carry: CarryOf
  readonly smileOf: (model: UnderlyingModel) => SmileFill
}

/** What options of an underlying are listed on a day. */
export interface OptionShelf {
  /** Of all roots, ascending by day. */
  expirations(day: TradingDay, index: number): readonly ExpirationListing[]
  /** @param index place of the session that has opened last */
  slice(day: TradingDay, index: number, root: string, expiration: TradingDay): OptionSlice | undefined
}

/** What the views of one synthetic market share. */
export interface SyntheticCore {
  readonly path: MarketPath
  readonly begins: MarketTime
  readonly underlyings: readonly UnderlyingListing[]
  readonly shares: ReadonlyMap<string, ShareDesk>
  readonly listings: ReadonlyMap<string, OptionShelf>
  readonly fills: ReadonlyMap<string, SmileFill>
}

/** Walks the history and sets up the desks. */
export function syntheticCore(config: SyntheticConfig): SyntheticCore {
  const { historySessions = 320, minuteSessions = 45, specs = SYNTHETIC_UNIVERSE } = config
  invariant(historySessions >= minuteSessions && minuteSessions >= 1, 'the history holds the minute sessions')
  const path = new MarketPath({
    seed: config.seed,
    calendar: config.calendar ?? buildMarketCalendar(),
    specs,
    process: config.process ?? MARKET_PROCESS,
    start: config.start,
    historySessions,
    minuteSessions,
  })
  const models = specs.map((spec, at) => {
    const carry = config.given?.get(spec.symbol)?.carry ?? null
    return new UnderlyingModel(path, at, indexOf(spec, config), carry)
  })
  const byTicker = <Value>(of: (model: UnderlyingModel, given: GivenOptions | undefined) => Value) =>
    new Map(
      models.map((model, at) => {
        const { symbol } = specs[at]!
        return [symbol, of(model, config.given?.get(symbol))]
      }),
    )
  return {
    path,
    begins: path.session(historySessions - minuteSessions).session.opens,
    underlyings: specs.map(listingOf).sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    shares: byTicker((model) => new ShareDesk(path, model)),
    listings: byTicker((model, given): OptionShelf => {
      const invented = new SyntheticListing(path, model)
      return given?.listingOf(invented) ?? invented
    }),
    fills: byTicker((model, given) => given?.smileOf(model) ?? ssviFill(model.shape)),
  }
}

/** The level of a volatility index by the variance of the market, from the smile of SPX. */
function indexOf(
  spec: UnderlyingSpec,
  { process, specs }: SyntheticConfig,
): ((variance: number) => number) | null {
  if (spec.isDerived !== true) return null
  const market = (specs ?? SYNTHETIC_UNIVERSE).find(({ symbol }) => symbol === 'SPX')
  return volatilityIndex(process ?? MARKET_PROCESS, (market ?? spec).shape)
}

function listingOf({
  symbol,
  description,
  kind,
  exchange,
  averageVolume,
}: UnderlyingSpec): UnderlyingListing {
  return { symbol, description, kind, exchange, averageVolume, roots: listedRoots(symbol) }
}
