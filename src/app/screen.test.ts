import { describe, expect, it } from 'vitest'
import { screenOf } from './screen.ts'

describe('screenOf', () => {
  it('takes the width of the terminal, else of COLUMNS, else a hundred', () => {
    expect(screenOf({ isTTY: true, columns: 87 }, { COLUMNS: '120' }).columns).toBe(87)
    expect(screenOf({}, { COLUMNS: '120' }).columns).toBe(120)
    expect(screenOf({}, { COLUMNS: 'wide' }).columns).toBe(100)
    expect(screenOf({ isTTY: true, columns: 10 }, {}).columns).toBe(40)
  })

  it('colours terminals only, and not against NO_COLOR', () => {
    const colour = (isTTY: boolean, environment: NodeJS.ProcessEnv): boolean =>
      screenOf({ isTTY }, environment).colour
    expect([colour(true, {}), colour(false, {}), colour(false, { FORCE_COLOR: '1' })]).toEqual([
      true,
      false,
      true,
    ])
    expect(colour(true, { NO_COLOR: '1' })).toBe(false)
    expect(colour(true, { NO_COLOR: '' })).toBe(true)
    expect(colour(true, { TERM: 'dumb' })).toBe(false)
  })

  it('keeps to ASCII where the locale is not of UTF-8', () => {
    const unicode = (environment: NodeJS.ProcessEnv): boolean => screenOf({}, environment).unicode
    expect(unicode({ LANG: 'C.UTF-8' })).toBe(true)
    expect(unicode({ LANG: 'en_US.UTF-8', LC_ALL: 'C' })).toBe(false)
    expect(unicode({})).toBe(true)
    expect(unicode({ TERM: 'linux', LANG: 'C.UTF-8' })).toBe(false)
  })
})
