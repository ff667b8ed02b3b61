import { expect, test } from 'vitest'
import { DEFAULT_SWITCHES } from '../../exchange/tradier-api/switches.ts'
import { readSwitches } from './face-switches.ts'

test('every switch can be set to its own default, and to nothing else but its values', () => {
  const defaults = Object.entries(DEFAULT_SWITCHES).map(([name, value]) => ({ name, value: String(value) }))
  expect(readSwitches(defaults)).toEqual({ ok: true, value: DEFAULT_SWITCHES })
  for (const { name } of defaults.filter(({ name: one }) => one !== 'partnerId')) {
    expect(readSwitches([{ name, value: 'perhaps' }])).toMatchObject({
      ok: false,
      code: 'switch_must_have_a_value_of_its_own',
    })
  }
})

test('says what there is instead', () => {
  expect(readSwitches([])).toEqual({ ok: true, value: {} })
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
