import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import type { CycleContext } from './cycle-context.ts'

/** Emergency exits of one day after which entries stop until a person releases them. */
const STOPS_AT = 2

/**
 * Counts an emergency exit, once for each trade, whoever reports it. A second one on the same day is a HARD_STOP, which
 * only a person ends; the count itself is over with the day.
 */
export async function countEmergency(context: CycleContext, tradeId: string): Promise<void> {
  const { store, username, account, clock, log } = context
  await store.transact(username, async (tx) => {
    const now = clock.now()
    const day = newYorkDayOf(now)
    const flags = await tx.riskFlags(account, day)
    const before = flags.find(({ flag }) => flag === 'EMERGENCY_EXITS')?.counted ?? []
    if (before.includes(tradeId)) return
    const counted = [...before, tradeId]
    const record = { account, raisedAt: now, counted }
    const reason = `${counted.length} emergency exits today`
    if (counted.length >= STOPS_AT) {
      await tx.raiseRiskFlag({ ...record, flag: 'HARD_STOP', day: null, reason })
      log.write('critical', '[system][mode-change]', 'HARD_STOP', { reason })
    }
    await tx.raiseRiskFlag({ ...record, flag: 'EMERGENCY_EXITS', day, reason })
  })
}
