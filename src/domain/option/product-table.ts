import { price } from '../money/price.ts'
import { type TickRule, tickRule, uniformTick } from '../money/tick-rule.ts'

// Minimum increments of single orders. Cboe Rule 5.4(a) (once 6.42), with which the other exchanges agree:
// 0.05 under 3.00 and 0.10 from there on; 0.01 and 0.05 for the classes of the Penny Interval Program
// (permanent since 2020-07-01); 0.01 at all prices for SPY, QQQ and IWM.
const PENNY = uniformTick(price(100))
const PENNY_PROGRAM = tickRule(price(100), price(30_000), price(500))
const NICKEL_DIME = tickRule(price(500), price(30_000), price(1_000))

// Net increments of multileg orders. Cboe Rules 5.4(b) and 5.33: 0.01 or more, set class by class, whatever
// the increments of the legs; 0.05 in SPX (Federal Register document 02-5143 of 2002-03-05, and brokers' help
// pages today). Nasdaq ISE Options 3, Section 14(c)(1): pennies.
const NET_PENNY = uniformTick(price(100))
const NET_NICKEL = uniformTick(price(500))

/** How a class of options trades and settles. One row for each root. */
export interface OptionProduct {
  /** The ticker that the options are on. */
  readonly underlying: string
  readonly exercise: 'american' | 'european'
  /** AM: at the opening prices of the expiration day, so trading ends the day before. PM: at the close. */
  readonly settlement: 'AM' | 'PM'
  readonly delivery: 'cash' | 'physical'
  /** Increments of a single-leg order. */
  readonly tick: TickRule
  /** Increments of the net price of a multileg order. */
  readonly netTick: TickRule
}

function index(
  underlying: string,
  settlement: 'AM' | 'PM',
  tick: TickRule,
  netTick: TickRule = NET_PENNY,
  exercise: 'american' | 'european' = 'european',
): OptionProduct {
  return { underlying, exercise, settlement, delivery: 'cash', tick, netTick }
}

/**
 * The index options, by root. Increments of the exchanges' contract specifications; where a source left a
 * doubt (XND, OEX, XEO) the coarser increment, whose every price is also a price of the finer one. VIX
 * options trade in 0.01 and 0.05 since 2022-11-28; before that it was 0.05 and 0.10. SPXPM, on C2 from
 * October 2011 and on Cboe from February 2013, was the PM-settled third Friday of SPX; its series became
 * series of SPXW on 2017-05-01 (Cboe circular RG17-002).
 */
export const INDEX_PRODUCTS: ReadonlyMap<string, OptionProduct> = new Map([
  ['SPX', index('SPX', 'AM', NICKEL_DIME, NET_NICKEL)],
  ['SPXPM', index('SPX', 'PM', NICKEL_DIME, NET_NICKEL)],
  ['SPXW', index('SPX', 'PM', NICKEL_DIME, NET_NICKEL)],
  ['XSP', index('XSP', 'PM', PENNY)],
  ['NDX', index('NDX', 'AM', NICKEL_DIME)],
  ['NDXP', index('NDX', 'PM', NICKEL_DIME)],
  ['XND', index('XND', 'PM', PENNY_PROGRAM)],
  ['RUT', index('RUT', 'AM', NICKEL_DIME)],
  ['RUTW', index('RUT', 'PM', NICKEL_DIME)],
  ['MRUT', index('MRUT', 'PM', PENNY)],
  ['VIX', index('VIX', 'AM', PENNY_PROGRAM)],
  ['VIXW', index('VIX', 'AM', PENNY_PROGRAM)],
  ['DJX', index('DJX', 'AM', PENNY_PROGRAM)],
  ['OEX', index('OEX', 'PM', NICKEL_DIME, NET_NICKEL, 'american')],
  ['XEO', index('XEO', 'PM', NICKEL_DIME, NET_NICKEL)],
])

/** The roots of class shares, whose ticker has a slash that an OCC root has not. */
export const CLASS_SHARES: ReadonlyMap<string, string> = new Map([
  ['BRKB', 'BRK/B'],
  ['BFB', 'BF/B'],
  ['HEIA', 'HEI/A'],
  ['LENB', 'LEN/B'],
])

/** The equity classes that trade in 0.01 at all prices. */
export const PENNY_ROOTS: ReadonlySet<string> = new Set(['SPY', 'QQQ', 'IWM'])

/**
 * Classes of equities and funds that are in the Penny Interval Program as of 2026: an extract, neither the
 * full list of some 400 nor its top, and not dated, so for a day long ago it is only an estimate. A class is
 * here when a source names it or when the program's rule, quoted below, leaves no doubt of it. One that is
 * missing is quoted in the coarser increment, which its exchange accepts as well; one that was here by
 * mistake would have its orders rejected, so in doubt a class is left out.
 *
 * Sources: the exchanges' filings of the classes of the Penny Pilot, 2007 to 2010 (such as SEC Release
 * 34-62041). Nasdaq's Qualifying Securities of 2026-01, which must be in the program: AAPL, AMZN, AVGO,
 * GOOGL, IBIT, META, MSFT, NVDA, TSLA. The rule (SEC Release 34-88532): a review each year adds the classes
 * among the 300 most traded whose underlying is below 200 dollars; a class stays while among the first 425.
 * Classes that came after 2010 and are not Qualifying Securities (GOOG, PLTR, UBER, ...) are here by that rule,
 * from their volume and price, not from an exchange's list.
 */
export const PENNY_PROGRAM_ROOTS: ReadonlySet<string> = new Set(
  `AAL AAPL AMC AMD AMZN AVGO BA BABA BAC C CAT CCL COIN CSCO CVX DAL DIA DIS EEM EFA EWZ F FCX FXI GDX GE
  GLD GM GME GOOG GOOGL GS HOOD HYG IBIT INTC IYR JPM KO KRE LCID MARA META MRVL MS MSFT MU NFLX NIO NVDA
  ORCL PBR PFE PLTR PYPL QCOM RIOT RIVN SBUX SHOP SLV SMCI SMH SNAP SOFI SOXL SQQQ T TLT TQQQ TSLA UAL UBER
  UNG USO UVXY VALE VXX WFC WMT XLE XLF XLI XLK XLP XLU XLV XLY XOM XOP XRT`.split(/\s+/),
)

/**
 * The row of an equity or fund option, which has none of its own: American, physically delivered at the
 * close.
 *
 * @example
 * equityProduct('KO', 'KO').delivery // => 'physical'
 */
export function equityProduct(root: string, underlying: string): OptionProduct {
  const tick = PENNY_ROOTS.has(root) ? PENNY : PENNY_PROGRAM_ROOTS.has(root) ? PENNY_PROGRAM : NICKEL_DIME
  return {
    underlying,
    exercise: 'american',
    settlement: 'PM',
    delivery: 'physical',
    tick,
    netTick: NET_PENNY,
  }
}
