import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { type Cents, cents } from '../../domain/money/cents.ts'
import { type Price, price } from '../../domain/money/price.ts'

/** What trading costs, in cents, + paid. Tradier's plans differ; the default is its free one. */
export interface FeeTable {
  readonly perContract: Cents
  readonly perIndexContract: Cents
  /** Of a filled order, once, whatever its size. */
  readonly perOptionOrder: Cents
  readonly perEquityOrder: Cents
}

/** How long things take, in milliseconds of market time. */
export interface Latency {
  /** From acceptance in session to `open`; 0: an order is open at once, as every recorded first poll. */
  readonly openMs: number
  /** From acceptance to a rejection after the 200, from and to; recorded 75 to 105. */
  readonly rejectMs: readonly [number, number]
  /** From an OCO fill to the cancel of its sibling; recorded 140. */
  readonly siblingCancelMs: number
  /** From a cancel to its effect; 0: at once. In between the order may fill. */
  readonly cancelMs: number
}

/** How resting orders and the displayed quotes are matched. */
export interface MatchingRules {
  /** Chance that a marketable order trades better than at the natural price. */
  readonly improvementChance: number
  /** The most that it is bettered by, as a share of the spread. */
  readonly improvementShare: number
  /**
   * Fills a minute of an order that rests at the far end of the spread, just short of marketable. In between it
   * falls with the square of the depth: nothing at the own side's price, a quarter in the middle. 0: never.
   */
  readonly restingFillsPerMinute: number
  /** Whether a fill takes no more than the displayed size. */
  readonly displayedSizeOnly: boolean
  /** Contracts or shares that a quote without a size is taken for. */
  readonly sizeWhenUnknown: number
}

/** How orders that nobody filled end their day. */
export interface DayEnding {
  /** After the product's close. */
  readonly delayMs: number
  /** Underlyings whose orders end as `canceled`, as recorded for SPXW, or all; the others as `expired`. */
  readonly canceledUnderlyings: readonly string[] | 'all'
}

/** Early assignment of short American options on shares, by seed, in the evening of a session. */
export interface AssignmentRules {
  /** Chance a night that a short option deep in the money is assigned. */
  readonly nightlyChance: number
  /** How deep that is, as a share of the strike. */
  readonly deepShare: number
  /** Whether short calls worth less than the dividend are assigned on the eve of the ex-dividend day. */
  readonly beforeExDividend: boolean
}

/** When and how contracts end that nobody closed. */
export interface SettlementRules {
  /** From the open or close at which contracts are settled to the evening's work of the clearing house. */
  readonly afterMs: number
  /**
   * Whether contracts on shares, and what is delivered for them, change only before the next session, as at
   * Tradier; otherwise with the cash-settled ones.
   */
  readonly deliversNextSession: boolean
  /** In the money by so much per share is exercised without being asked (OCC Rule 805: 0.01). */
  readonly exerciseFrom: Price
}

/** The broker's risk desk, which buys shorts back whose assignment an account could not bear. */
export interface RiskDesk {
  readonly isActive: boolean
  /** From when on, before the close of the expiration day. */
  readonly beforeCloseMs: number
  /** How far the underlying may still go, as a share of its price, for the desk to be prepared. */
  readonly band: number
}

/** All that a venue is made by; `venueConfig` fills in what is not said. */
export interface VenueConfig {
  readonly calendar: MarketCalendar
  readonly seed: number
  readonly firstOrderId: number
  readonly firstPositionId: number
  readonly fees: FeeTable
  readonly latency: Latency
  readonly matching: MatchingRules
  readonly dayEnding: DayEnding
  readonly assignment: AssignmentRules
  readonly settlement: SettlementRules
  readonly riskDesk: RiskDesk
  /** Whether orders always find an open market, for a demo at night. */
  readonly alwaysOpen: boolean
  /** OCO prices must differ by so much; measured 0.10. */
  readonly ocoMinimumGap: Price
  /** Whether the first order of OTO and OTOCO may be at the market. Seen refused; one page of the documentation allows it. */
  readonly marketOrderMayTrigger: boolean
  /** Orders that a refusal of the risk checks leaves as a rejected row: Tradier does, save for unknown symbols. */
  readonly keepRefusedRows: boolean
}

/** What of a configuration is set; the rest is filled in, of its groups too. */
export type VenueSettings = Partial<
  Omit<VenueConfig, 'fees' | 'latency' | 'matching' | 'dayEnding' | 'assignment' | 'settlement' | 'riskDesk'>
> & {
  readonly fees?: Partial<FeeTable>
  readonly latency?: Partial<Latency>
  readonly matching?: Partial<MatchingRules>
  readonly dayEnding?: Partial<DayEnding>
  readonly assignment?: Partial<AssignmentRules>
  readonly settlement?: Partial<SettlementRules>
  readonly riskDesk?: Partial<RiskDesk>
}

type Given = Pick<VenueConfig, 'calendar'> & VenueSettings

const FREE: FeeTable = {
  perContract: cents(0),
  perIndexContract: cents(0),
  perOptionOrder: cents(0),
  perEquityOrder: cents(0),
}
const LATENCY: Latency = { openMs: 0, rejectMs: [75, 105], siblingCancelMs: 140, cancelMs: 0 }
const MATCHING: MatchingRules = {
  improvementChance: 0,
  improvementShare: 0.25,
  restingFillsPerMinute: 1,
  displayedSizeOnly: true,
  sizeWhenUnknown: 10,
}
const DAY_ENDING: DayEnding = { delayMs: 50_000, canceledUnderlyings: ['SPX'] }
const ASSIGNMENT: AssignmentRules = { nightlyChance: 0.02, deepShare: 0.05, beforeExDividend: true }
// Holders may exercise until 17:30, an hour and a half after the close.
const SETTLEMENT: SettlementRules = {
  afterMs: 90 * 60_000,
  deliversNextSession: true,
  exerciseFrom: price(100),
}
const RISK_DESK: RiskDesk = { isActive: true, beforeCloseMs: 60 * 60_000, band: 0.005 }

/** A configuration with the defaults in place of what is not given. */
export function venueConfig(given: Given): VenueConfig {
  return {
    seed: 1,
    firstOrderId: 10_000_001,
    firstPositionId: 1_000_001,
    alwaysOpen: false,
    ocoMinimumGap: price(1_000),
    marketOrderMayTrigger: false,
    keepRefusedRows: true,
    ...given,
    fees: { ...FREE, ...given.fees },
    latency: { ...LATENCY, ...given.latency },
    matching: { ...MATCHING, ...given.matching },
    dayEnding: { ...DAY_ENDING, ...given.dayEnding },
    assignment: { ...ASSIGNMENT, ...given.assignment },
    settlement: { ...SETTLEMENT, ...given.settlement },
    riskDesk: { ...RISK_DESK, ...given.riskDesk },
  }
}
