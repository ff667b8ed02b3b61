import type { MarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { previousSession } from '../../domain/calendar/session-lookup.ts'
import type { BrokerRead } from '../../ports/broker-fault.ts'
import type { CallPriority } from '../../ports/call-priority.ts'
import type { IvStanding, VolatilityHistory } from '../../ports/volatility-history.ts'
import type { OratsClient } from './client.ts'
import { oratsFault } from './faults.ts'
import { standingOfCore, standingOfRank } from './translate/standing.ts'
import { rowsOf, WIRE_CORE, WIRE_IV_RANK } from './wire.ts'

const CORE_FIELDS = 'ticker,tradeDate,iv30d,ivPctile1y,updatedAt'
/** Cores of a session come in the night after it; further back than this something else is wrong. */
const MOST_SESSIONS_BACK = 2

/**
 * The standing of an underlying's volatility from ORATS: rank and percentile of a year from `ivrank`; where the plan does
 * not have that, the percentile of a year from the end-of-day cores of the last session, without a rank.
 */
export class OratsVolatilityHistory implements VolatilityHistory {
  readonly #client: OratsClient
  readonly #calendar: MarketCalendar
  /** Once refused, the plan does not have it; asking again would use up calls of the month. */
  #hasRanks = true

  constructor(client: OratsClient, calendar: MarketCalendar) {
    this.#client = client
    this.#calendar = calendar
  }

  async readStanding(underlying: string, priority: CallPriority): Promise<BrokerRead<IvStanding>> {
    if (this.#hasRanks) {
      const answer = await this.#client.read('ivrank', { ticker: underlying }, priority)
      if (answer.ok) return this.#standingOfRanks(underlying, answer.value)
      // 401 is a token that is not accepted at all, which the cores would not be read with either.
      if (answer.code !== 'http_403') return answer
      this.#hasRanks = false
    }
    return this.#readCores(underlying, priority)
  }

  #standingOfRanks(underlying: string, answer: readonly unknown[]): BrokerRead<IvStanding> {
    const rows = rowsOf(answer, WIRE_IV_RANK)
    if (!rows.ok) return rows
    const row = rows.value.filter(({ ticker }) => ticker === underlying).at(-1)
    if (row === undefined) return nothingOf(underlying)
    return { ok: true, value: standingOfRank(row, this.#calendar, this.#client.clock.now()) }
  }

  async #readCores(underlying: string, priority: CallPriority): Promise<BrokerRead<IvStanding>> {
    let day = newYorkDayOf(this.#client.clock.now())
    for (let back = 0; back < MOST_SESSIONS_BACK; back += 1) {
      day = previousSession(this.#calendar, day).day
      // Without a day the answer is the whole history, some 4,800 rows.
      const query = { ticker: underlying, tradeDate: day, fields: CORE_FIELDS }
      const answer = await this.#client.read('hist/cores', query, priority)
      if (!answer.ok) return answer
      const rows = rowsOf(answer.value, WIRE_CORE)
      if (!rows.ok) return rows
      const row = rows.value.find(({ ticker, tradeDate }) => ticker === underlying && tradeDate === day)
      if (row !== undefined) {
        return { ok: true, value: standingOfCore(row, this.#calendar, this.#client.clock.now()) }
      }
    }
    return nothingOf(underlying)
  }
}

function nothingOf(underlying: string) {
  return oratsFault('rejected', 'no_rows', `ORATS has no volatility of ${underlying}.`)
}
