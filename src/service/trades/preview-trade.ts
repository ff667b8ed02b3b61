import type { Cents } from '../../domain/money/cents.ts'
import type { Price } from '../../domain/money/price.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { NetPrice } from '../../domain/spread/net-price.ts'
import { entryTicket } from '../../engine/entry/entry-candidate.ts'
import { type HandCheck, plainCheck } from '../../engine/risk-gate/hand-check.ts'
import type { HeatReading } from '../../engine/risk-gate/heat-of-book.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { checkWish } from './check-wish.ts'
import { candidateOf } from './hand-entry.ts'
import { accountCheck, marketCheck, planOf, prepareWish } from './prepare-wish.ts'
import { costOf } from './price-wish.ts'
import type { TradeWish } from './trade-wish.ts'

/** What a trade would be, before it is sent. Amounts are cents, prices net per share in units of `Price`. */
export interface TradePreview {
  /** Whether every check passed: placed now, it would be sent. */
  readonly passed: boolean
  readonly checks: readonly HandCheck[]
  /** Null for what cannot be told while a check before it failed. */
  readonly limit: NetPrice | null
  /** In the middle of the quotes and at once, + received. */
  readonly mid: Price | null
  readonly natural: Price | null
  /** Of the whole quantity at the limit, + paid, without fees; and what the broker says that it costs with them. */
  readonly costCents: Cents | null
  readonly brokerCostCents: Cents | null
  readonly feesCents: Cents | null
  readonly maxLossCents: Cents | null
  readonly maxProfitCents: Cents | 'unbounded' | null
  readonly lossUntilStopCents: Cents | null
  readonly breakevens: readonly Price[]
  /** With the trade in it. */
  readonly heatAfter: HeatReading | null
}

const NOTHING: Omit<TradePreview, 'checks'> = {
  passed: false,
  limit: null,
  mid: null,
  natural: null,
  costCents: null,
  brokerCostCents: null,
  feesCents: null,
  maxLossCents: null,
  maxProfitCents: null,
  lossUntilStopCents: null,
  breakevens: [],
  heatAfter: null,
}

/**
 * What `placeTrade` would do with a wish, without sending it: every check with its figures, whether it passes or not,
 * and what the trade costs, may lose and may make.
 *
 * Refuses what makes no sense by itself or is not listed, as `checkWish` and `prepareWish` do.
 */
export async function previewTrade(person: PersonDesk, wish: TradeWish): Promise<Result<TradePreview>> {
  const { view } = person
  const sound = checkWish(wish, view.clock.now())
  if (!sound.ok) return sound
  const desk = await person.entries()
  const prepared = await prepareWish(view, desk, sound.value)
  if (!prepared.ok) return prepared
  const { priced } = prepared.value
  const first = [accountCheck(view, desk), marketCheck(view, desk, sound.value.spread.root)]
  if (priced === null) return ok({ ...NOTHING, checks: [...first, ...prepared.value.checks] })
  const plan = planOf(prepared.value, priced)
  const { checks, heat } = await desk.reads.transact(view.username, (tx) => desk.judge(tx, plan))
  const ticket = entryTicket(candidateOf(sound.value.spread, priced), wish.quantity, priced.limit)
  const asked = await desk.desk.preview(ticket, 'entry')
  const broker = plainCheck(
    'broker_must_accept_the_preview',
    asked.ok ? null : `${asked.message} (${asked.code})`,
  )
  const [stopped, ...limits] = checks
  const all = [first[0]!, stopped!, first[1]!, ...prepared.value.checks, ...limits, broker]
  const { limit, mid, natural, envelope, lossUntilStop } = priced
  return ok({
    passed: all.every(({ passed }) => passed),
    checks: all,
    limit,
    mid,
    natural,
    costCents: costOf(limit, wish.quantity),
    brokerCostCents: asked.ok ? asked.value.cost : null,
    feesCents: asked.ok ? asked.value.fees : null,
    maxLossCents: envelope.maxLossCents,
    maxProfitCents: envelope.maxProfitCents,
    lossUntilStopCents: lossUntilStop,
    breakevens: envelope.breakevens,
    heatAfter: heat,
  })
}
