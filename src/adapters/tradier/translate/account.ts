import { instant } from '../../../domain/calendar/instant.ts'
import type { Cents } from '../../../domain/money/cents.ts'
import { nearestCentsFromNumber } from '../../../domain/money/json-number.ts'
import { isHeldQuantity } from '../../../domain/option/held-quantity.ts'
import type { BrokerBalances, BrokerClock, BrokerProfile } from '../../../ports/broker-account.ts'
import type { BrokerRead } from '../../../ports/broker-fault.ts'
import type { BrokerPosition } from '../../../ports/broker-positions.ts'
import { fault } from '../faults.ts'
import { WIRE_BALANCES, WIRE_CLOCK, WIRE_POSITION, WIRE_PROFILE, type WireBalances } from '../wire/account.ts'
import { listOf } from '../wire/list.ts'
import { standardContract } from './symbol.ts'

/** An amount, or null where there is none or it is beyond all money. */
export function centsOf(dollars: number | null): Cents | null {
  const read = dollars === null ? null : nearestCentsFromNumber(dollars)
  return read?.ok === true ? read.value : null
}

/** A word if it is one of those that we know, else another. */
function known<Word extends string, Other extends string>(
  word: string | null,
  words: readonly Word[],
  other: Other,
): Word | Other {
  return words.find((one) => one === word) ?? other
}

/** What the profile says of one account. */
export function profileOf(answer: unknown, accountId: string): BrokerRead<BrokerProfile> {
  const read = WIRE_PROFILE.safeParse(answer)
  if (!read.success) return fault('malformed', 'profile_unreadable', 'The profile cannot be read.')
  const account = read.data.profile.account.find(({ account_number }) => account_number === accountId)
  if (account === undefined) {
    return fault('unauthorized', 'account_not_of_token', 'The token is not for this account.')
  }
  return {
    ok: true,
    value: {
      accountId,
      status: known(account.status, ['active', 'closed'], 'other'),
      type: known(account.type, ['cash', 'margin'], 'other'),
      optionLevel: account.option_level,
      dayTrader: account.day_trader,
    },
  }
}

function powerOf({
  margin,
  pdt,
  cash,
}: WireBalances): Pick<BrokerBalances, 'optionBuyingPower' | 'stockBuyingPower'> {
  const kind = margin ?? pdt
  if (kind !== undefined) {
    return {
      optionBuyingPower: centsOf(kind.option_buying_power),
      stockBuyingPower: centsOf(kind.stock_buying_power),
    }
  }
  const available = centsOf(cash?.cash_available ?? null)
  return { optionBuyingPower: available, stockBuyingPower: available }
}

/** An account's money; a body of another account is a fault, for nothing may be decided by somebody else's money. */
export function balancesOf(answer: unknown, accountId: string): BrokerRead<BrokerBalances> {
  const read = WIRE_BALANCES.safeParse(answer)
  const wire = read.data?.balances
  const totalEquity = centsOf(wire?.total_equity ?? null)
  const totalCash = centsOf(wire?.total_cash ?? null)
  if (wire === undefined || totalEquity === null || totalCash === null) {
    return fault('malformed', 'balances_unreadable', 'The balances cannot be read.')
  }
  if (wire.account_number !== accountId) {
    return fault(
      'malformed',
      'balances_of_another_account',
      'The answer holds the balances of another account.',
    )
  }
  return {
    ok: true,
    value: {
      accountId,
      totalEquity,
      totalCash,
      ...powerOf(wire),
      openPl: centsOf(wire.open_pl),
      closePl: centsOf(wire.close_pl),
      optionRequirement: centsOf(wire.option_requirement),
      pendingCash: centsOf(wire.pending_cash),
      pendingOrders: wire.pending_orders_count,
    },
  }
}

function positionOf(row: unknown): BrokerPosition | null {
  const read = WIRE_POSITION.safeParse(row)
  const costBasis = centsOf(read.data?.cost_basis ?? null)
  if (!read.success || costBasis === null) return null
  const { symbol, quantity, date_acquired } = read.data
  if (quantity !== 0 && !isHeldQuantity(symbol, Math.abs(quantity))) return null
  return { symbol, contract: standardContract(symbol), quantity, costBasis, acquiredAt: date_acquired }
}

/** Every position, or none if any cannot be read or a symbol comes twice: half a mirror would close trades. */
export function positionsOf(answer: unknown): BrokerRead<readonly BrokerPosition[]> {
  const list = listOf(answer, 'positions', 'position')
  const positions = list?.rows.map(positionOf).filter((position) => position !== null)
  const symbols = new Set(positions?.map(({ symbol }) => symbol))
  if (list === null || positions === undefined || symbols.size < list.rows.length) {
    return fault('malformed', 'positions_unreadable', 'The positions cannot be read.')
  }
  return { ok: true, value: positions }
}

/** The broker's time and the state of the market. */
export function clockOf(answer: unknown): BrokerRead<BrokerClock> {
  const read = WIRE_CLOCK.safeParse(answer)
  if (!read.success) return fault('malformed', 'clock_unreadable', 'The clock cannot be read.')
  const { timestamp, state } = read.data.clock
  const states = ['premarket', 'open', 'postmarket', 'closed'] as const
  return {
    ok: true,
    value: { at: instant(timestamp * 1_000), state: known(state, states, 'unrecognised') },
  }
}
