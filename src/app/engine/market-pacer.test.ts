import { describe, expect, test } from 'vitest'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { type Instant, instant } from '../../domain/calendar/instant.ts'
import { createSyntheticMarket } from '../../exchange/market/synthetic-market.ts'
import { MarketPacer } from './market-pacer.ts'

const calendar = buildMarketCalendar(2024, 2032)
/** Tuesday 2026-09-22, 10:00 in New York. */
const TEN = instant(Date.UTC(2026, 8, 22, 14))

function pacerAt(start: Instant, more: { readonly endsAt?: Instant } = {}): MarketPacer {
  const market = createSyntheticMarket({ seed: 1, start, calendar })
  return new MarketPacer({
    market,
    goTo: (time) => market.advanceTo(time),
    speed: Number.POSITIVE_INFINITY,
    skipsNights: true,
    isWallTime: false,
    endsAt: more.endsAt ?? null,
    wallNow: Date.now,
  })
}

describe('the clock of a market in this process', () => {
  test('goes to each sleeper in turn, and wakes it at its own time', async () => {
    const pacer = pacerAt(TEN)
    const woken: number[] = []
    const sleeps = [3_000, 1_000, 2_000].map(async (ms) => {
      await pacer.sleep(ms)
      woken.push(pacer.now() - TEN)
    })
    const playing = pacer.run()
    await Promise.all(sleeps)
    pacer.stop()
    await playing
    expect(woken).toEqual([1_000, 2_000, 3_000])
  })

  test('stands while work of this process is under way, however fast it is', async () => {
    const pacer = pacerAt(TEN)
    const late = pacer.sleep(10_000)
    const playing = pacer.run()
    const stood = await pacer.during(async () => {
      await new Promise((resolve) => setTimeout(resolve, 40))
      return pacer.now() - TEN
    })
    expect(stood).toBe(0)
    await late
    expect(pacer.now() - TEN).toBe(10_000)
    pacer.stop()
    await playing
  })

  test('ends at the market’s end, and nobody waits for a time that does not come', async () => {
    const pacer = pacerAt(TEN, { endsAt: instant(TEN + 5_000) })
    const never = pacer.sleep(60_000)
    const caught = expect(never).rejects.toThrow('the market has stopped')
    await pacer.run()
    await caught
    expect(pacer.now() - TEN).toBe(5_000)
    await expect(pacer.sleep(1)).rejects.toThrow('the market has stopped')
  })
})
