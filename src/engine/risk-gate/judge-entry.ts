import { buyingPowerUse, entryReserve } from '../../domain/risk/entry-reserve.ts'
import { coveredUnderEverySubset } from '../../domain/risk/naked-short.ts'
import { countLimits, isQuantity, tradeQuantity } from './count-limits.ts'
import type { EntryInput } from './entry-input.ts'
import { orderOf, type Reservation } from './entry-plan.ts'
import { moneyLimits } from './money-limits.ts'
import type { RiskCode, RiskRefusal } from './risk-refusal.ts'

/** Admitted with what to reserve, or every limit that is broken, in the order of the checks. */
export type EntryVerdict =
  | ({ readonly ok: true } & Reservation)
  | { readonly ok: false; readonly refusals: readonly RiskRefusal[] }

function* stopped({ flags }: EntryInput): Generator<RiskRefusal> {
  for (const flag of flags) {
    yield {
      code: 'entries_stopped',
      subject: flag,
      value: 1,
      limit: 0,
      message: `${flag} stands; exits go on, entries wait.`,
    }
  }
}

function* tilted({ book, settings }: EntryInput): Generator<RiskRefusal> {
  const limit = settings['tilt.pause']
  const value = book.lossesInARow
  if (limit === null || value < limit) return
  const message = `${value} losses in a row; entries pause from ${limit} on.`
  yield { code: 'tilt_pause', subject: 'account', value, limit, message }
}

function* uncovered({ book, plan }: EntryInput): Generator<RiskRefusal> {
  const { exposure } = book
  const covered = coveredUnderEverySubset({ ...exposure, orders: [...exposure.orders, orderOf(plan)] })
  if (!covered.ok)
    yield { code: covered.code, subject: plan.id, value: null, limit: null, message: covered.message }
}

function unreservable({ plan }: EntryInput, code: RiskCode, message: string): RiskRefusal {
  return { code, subject: plan.id, value: null, limit: null, message }
}

/**
 * Judges an entry by every limit and gives what to reserve for it, or all the refusals by name. Pure: the caller
 * reads the book under the account's lock and writes the reservation in the same transaction, before the order is
 * sent. An exit is never asked about.
 *
 * The reserve is the entry's own worst loss at the worst price of its walk, and a limit admits it only if the sum
 * of what is open, working, unknown and reserved, and of this, stays within: so no order of arrivals and no subset
 * of fills can exceed a limit. A loss that nobody knows refuses wherever it would be part of the sum.
 */
export function judgeEntry(input: EntryInput): EntryVerdict {
  // A quantity that is none has no loss to reserve: nothing else can be asked of it.
  if (!isQuantity(input.plan.quantity)) return { ok: false, refusals: [...tradeQuantity(input)] }
  const order = orderOf(input.plan)
  const reserve = entryReserve(order)
  const use = buyingPowerUse(order)
  const refusals = [...stopped(input)]
  if (!reserve.ok) refusals.push(unreservable(input, reserve.code, reserve.message))
  refusals.push(...countLimits(input))
  const reservation =
    reserve.ok && use.ok ? { reserve: reserve.value, buyingPower: use.value.buyingPower } : null
  if (reservation !== null) refusals.push(...moneyLimits(input, reservation))
  refusals.push(...tilted(input), ...uncovered(input))
  return reservation !== null && refusals.length === 0
    ? { ok: true, ...reservation }
    : { ok: false, refusals }
}
