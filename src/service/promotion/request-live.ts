import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import {
  judgePromotion,
  type PassRecord,
  PROMOTION_ITEMS,
  type PromotionItem,
} from '../../domain/promotion/promotion-list.ts'
import type { Result } from '../../domain/refusal.ts'
import type { Clock } from '../../ports/clock.ts'
import type { HeartbeatStore } from '../../ports/store/settings-store.ts'
import type { UnitOfWork } from '../../ports/store/unit-of-work.ts'

/** What the promotion of an account needs. */
export interface PromotionDeps {
  readonly username: string
  readonly account: string
  readonly work: UnitOfWork<HeartbeatStore>
  readonly clock: Pick<Clock, 'now'>
}

/** A pass is kept as the last time that it happened, under a name of its own. */
const PREFIX = 'PROMOTION:'

/** Writes down that an item of the list has passed now, and by what evidence; a newer pass replaces the older. */
export async function recordPromotionPass(
  { username, account, work, clock }: PromotionDeps,
  item: PromotionItem,
  evidence: string,
): Promise<void> {
  await work.transact(username, (tx) => tx.beat(account, PREFIX + item, clock.now(), evidence))
}

/**
 * Whether an account may trade money. To be asked by whoever switches the mode to LIVE, each time: a refusal
 * (`promotion_item_must_be_passed`) names every item of the list without a dated pass record.
 */
export async function requestLive({
  username,
  account,
  work,
  clock,
}: PromotionDeps): Promise<Result<readonly PassRecord[], 'promotion_item_must_be_passed'>> {
  const beats = await work.transact(username, (tx) => tx.heartbeats(account))
  const records = PROMOTION_ITEMS.flatMap((item): PassRecord[] => {
    const pass = beats.get(PREFIX + item)
    return pass === undefined ? [] : [{ item, passedOn: newYorkDayOf(pass.at), evidence: pass.detail ?? '' }]
  })
  return judgePromotion(records, newYorkDayOf(clock.now()))
}
