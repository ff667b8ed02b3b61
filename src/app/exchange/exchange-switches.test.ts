import { expect, test } from 'vitest'
import { DEFAULT_SWITCHES } from '../../exchange/tradier-api/switches.ts'
import { venueConfig } from '../../exchange/venue/venue-config.ts'
import { buildMarketCalendar } from '../../domain/calendar/market-calendar.ts'
import { readSwitches } from './exchange-switches.ts'
import { DEFAULT_VENUE_SWITCHES, venueSettings } from './venue-switches.ts'

test('every switch can be set to its own default, and to nothing else but its values', () => {
  const all = { ...DEFAULT_SWITCHES, ...DEFAULT_VENUE_SWITCHES }
  const defaults = Object.entries(all).map(([name, value]) => ({ name, value: String(value) }))
  const value = { face: DEFAULT_SWITCHES, venue: DEFAULT_VENUE_SWITCHES }
  expect(readSwitches(defaults)).toEqual({ ok: true, value })
  for (const { name } of defaults.filter(({ name: one }) => one !== 'partnerId')) {
    expect(readSwitches([{ name, value: 'perhaps' }])).toMatchObject({
      ok: false,
      code: 'switch_must_have_a_value_of_its_own',
    })
  }
})

test('says what there is instead', () => {
  expect(readSwitches([])).toEqual({ ok: true, value: { face: {}, venue: {} } })
  expect(readSwitches([{ name: 'toString', value: '1' }])).toMatchObject({
    message: expect.stringMatching(/^There is no switch toString; there are sandboxDelayMs, sandboxGreeks, /),
  })
  expect(readSwitches([{ name: 'sandboxDelayMs', value: '86400001' }])).toMatchObject({
    message: '--switch sandboxDelayMs=86400001: expected a whole number from 0 to 86400000.',
  })
  expect(readSwitches([{ name: 'riskErrors', value: 'x' }])).toMatchObject({
    message: '--switch riskErrors=x: Invalid option: expected one of "pair"|"code".',
  })
})

test('the switches of the venue are its own defaults, and each changes its part of them', () => {
  const calendar = buildMarketCalendar(2026, 2026)
  const usual = venueConfig({ calendar })
  expect(venueConfig({ calendar, ...venueSettings({}) })).toEqual(usual)
  expect(venueConfig({ calendar, ...venueSettings(DEFAULT_VENUE_SWITCHES) })).toEqual(usual)
  const set = venueSettings({
    partialFills: false,
    dayOrdersEnd: 'expired',
    marketOrderMayTrigger: true,
    riskDesk: false,
  })
  expect(venueConfig({ calendar, ...set })).toEqual({
    ...usual,
    matching: { ...usual.matching, displayedSizeOnly: false },
    dayEnding: { ...usual.dayEnding, canceledUnderlyings: [] },
    marketOrderMayTrigger: true,
    riskDesk: { ...usual.riskDesk, isActive: false },
  })
  expect(venueSettings({ dayOrdersEnd: 'canceled' })).toEqual({ dayEnding: { canceledUnderlyings: 'all' } })
})
