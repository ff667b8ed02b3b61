import { expect, test } from 'vitest'
import { tradingDay } from '../calendar/trading-day.ts'
import { cleanDaysInARow, judgePromotion, PROMOTION_ITEMS } from './promotion-list.ts'

const TODAY = tradingDay('2026-09-22')
const ALL = PROMOTION_ITEMS.map((item) => ({ item, passedOn: TODAY, evidence: 'seen' }))

test('B5 each single missing, undated or future record refuses live trading and is named', () => {
  expect(judgePromotion(ALL, TODAY).ok).toBe(true)
  for (const { item } of ALL) {
    const without = ALL.filter((one) => one.item !== item)
    const future = [...without, { item, passedOn: tradingDay('2026-09-23'), evidence: 'seen' }]
    const empty = [...without, { item, passedOn: TODAY, evidence: ' ' }]
    for (const records of [without, future, empty]) {
      const answer = judgePromotion(records, TODAY)
      expect(answer).toMatchObject({ ok: false, code: 'promotion_item_must_be_passed' })
      expect(answer.ok ? '' : answer.message).toContain(item)
    }
  }
})

test('B5 a day with an emergency, an unexplained invalidation or an unexplained break ends the clean days', () => {
  const clean = { day: TODAY, emergencies: 0, unexplainedInvalidations: 0, unexplainedBreaks: 0 }
  expect(cleanDaysInARow([clean, clean, clean])).toBe(3)
  for (const bad of [{ emergencies: 1 }, { unexplainedInvalidations: 1 }, { unexplainedBreaks: 1 }]) {
    expect(cleanDaysInARow([clean, { ...clean, ...bad }, clean, clean])).toBe(2)
    expect(cleanDaysInARow([clean, { ...clean, ...bad }])).toBe(0)
  }
})
