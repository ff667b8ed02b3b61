import { daysToExpiration } from '../domain/calendar/days-to-expiration.ts'
import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { TradingDay } from '../domain/calendar/trading-day.ts'
import { ok, type Result, refuse } from '../domain/refusal.ts'
import { gradedVolatility } from '../domain/volatility/volatility-quality.ts'
import type { OptionChain } from '../ports/market-data.ts'
import type { VolatilityRecord } from '../ports/store/volatility-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { type ClosingTerms, quotedVolatilities, vendorVolatilities } from './closing-series.ts'

const MATURITY_DAYS = 30
/** Expirations outside of these do not count for the maturity; see `constantMaturityVolatility`. */
const [SHORTEST_DAYS, LONGEST_DAYS] = [7, 92]
/** Chains that are read on a side of the maturity before it is given up: the nearest, and one more if that tells nothing. */
const CHAINS_A_SIDE = 2

/**
 * Writes down the implied volatility of each scanned underlying at the end of a session: at the money, at thirty days,
 * solved here from the quotes of the chains about that maturity. Where the quotes tell none, the volatilities of the
 * vendor of the chain stand in under its name. What is known already by our own quotes is not read again, and a vendor's
 * value never takes the place of our own. A day of which nothing is known stays unknown.
 *
 * @returns what was written
 */
export async function recordVolatility(engine: AccountEngine): Promise<readonly VolatilityRecord[]> {
  const { store, username, clock, log } = engine.context
  const day = newYorkDayOf(clock.now())
  const written: VolatilityRecord[] = []
  for (const underlying of engine.settings['entry.underlyings']) {
    const [known] = await store.transact(username, (tx) => tx.volatilities(underlying, day, day))
    if (known !== undefined && rankOf(known) === BEST) continue
    const found = await volatilityOfDay(engine, underlying, day)
    if (!found.ok) {
      const { code, message } = found
      log.write('warn', '[volatility]', `${underlying} has no volatility of ${day}`, { code, message })
    } else if (known === undefined || rankOf(found.value) >= rankOf(known)) {
      await store.transact(username, (tx) => tx.putVolatility(found.value))
      const { volatility, source, quality } = found.value
      log.write('info', '[volatility]', `${underlying} on ${day}`, { volatility, source, quality })
      written.push(found.value)
    }
  }
  return written
}

const OWN = 'own'
const BEST = 3

/** Our own before a vendor's, between two expirations before by a single one. */
function rankOf({ source, quality }: VolatilityRecord): number {
  return (source === OWN ? 2 : 0) + (quality === 'interpolated' ? 1 : 0)
}

async function volatilityOfDay(
  engine: AccountEngine,
  underlying: string,
  day: TradingDay,
): Promise<Result<VolatilityRecord>> {
  const { market, clock, calendar } = engine.context
  const listed = await market.readExpirations(underlying, 'scan')
  if (!listed.ok) return refuse(listed.code, listed.message)
  const terms = { at: clock.now(), calendar, rate: engine.settings['pricing.rate'] }
  const { before, after } = expirationsAbout(listed.value, day)
  const chains = [
    ...(await chainsOf(engine, underlying, before, terms)),
    ...(await chainsOf(engine, underlying, after, terms)),
  ]
  const record = { underlying, day, recordedAt: clock.now() }
  const own = gradedVolatility(
    chains.flatMap((chain) => quotedVolatilities(chain, terms)),
    MATURITY_DAYS,
  )
  if (own.ok) return ok({ ...record, ...own.value, source: OWN })
  const ofVendor = chains.flatMap((chain) => vendorVolatilities(chain, terms))
  const vendors = gradedVolatility(ofVendor, MATURITY_DAYS)
  return vendors.ok ? ok({ ...record, ...vendors.value, source: ofVendor[0]!.source }) : own
}

/** The expirations on either side of the maturity, the nearest to it first. */
function expirationsAbout(expirations: readonly TradingDay[], day: TradingDay) {
  const near = expirations.filter((expiration) => {
    const days = daysToExpiration(day, expiration)
    return days >= SHORTEST_DAYS && days <= LONGEST_DAYS
  })
  const [before, after] = [true, false].map((wanted) =>
    near.filter((expiration) => daysToExpiration(day, expiration) <= MATURITY_DAYS === wanted),
  )
  return { before: before!.toReversed(), after: after! }
}

/** The chains that were read on one side: on to the next while the quotes of the last one told nothing. */
async function chainsOf(
  { context }: AccountEngine,
  underlying: string,
  expirations: readonly TradingDay[],
  terms: ClosingTerms,
): Promise<readonly OptionChain[]> {
  const chains: OptionChain[] = []
  for (const expiration of expirations.slice(0, CHAINS_A_SIDE)) {
    const chain = await context.market.readChain(underlying, expiration, 'scan')
    if (!chain.ok) continue
    chains.push(chain.value)
    if (quotedVolatilities(chain.value, terms).length > 0) break
  }
  return chains
}
