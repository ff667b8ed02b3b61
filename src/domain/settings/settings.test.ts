import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cents } from '../money/cents.ts'
import { idleLimits } from './idle-limits.ts'
import { PRESETS, presetByName } from './presets.ts'
import { formatSetting, readSetting, readSettings } from './read-settings.ts'
import { limitInCents, riskLimit } from './risk-limit.ts'
import { DEFAULT_SETTINGS, SETTING_KEYS, type Settings, settingSpec } from './settings.ts'

function settingsWith(values: Record<string, string>): Settings {
  const read = readSettings(
    Object.entries(values).map(([key, value]) => ({ key, value })),
    'PAPER',
  )
  if (!read.ok) throw new Error(read.message)
  return read.value
}

function refusalOf(values: Record<string, string>, mode: 'PAPER' | 'LIVE' = 'PAPER') {
  const read = readSettings(
    Object.entries(values).map(([key, value]) => ({ key, value })),
    mode,
  )
  return read.ok ? null : { code: read.code, key: read.key }
}

describe('defaults', () => {
  it('B-28 fresh database: every exit rule has a valid typed default', () => {
    const settings = settingsWith({})
    for (const key of SETTING_KEYS) {
      const spec = settingSpec(key)
      const again = spec.parse(spec.format(settings[key]))
      expect(again, key).toEqual({ ok: true, value: settings[key] })
    }
    expect(SETTING_KEYS.filter((key) => key.startsWith('exit.')).length).toBeGreaterThan(15)
    expect(settings['exit.stop_credit_max_loss']).toBe(7_500)
    expect(settings['exit.trail_giveback']).toBe(1_000)
  })

  it('are those of the table, in integers where they are money', () => {
    expect(DEFAULT_SETTINGS['entry.width']).toBe(50_000)
    expect(DEFAULT_SETTINGS['entry.credit_min_fraction']).toBe(1_600)
    expect(DEFAULT_SETTINGS['risk.per_trade_max_loss']).toEqual({ of: 'equity', basisPoints: 100 })
    expect(DEFAULT_SETTINGS['user.account_balance']).toBe(500_000)
    expect(DEFAULT_SETTINGS['exit.underlying_shock']).toBeNull()
  })

  it('fit each other in every mode and preset', () => {
    for (const mode of ['DRY_RUN', 'PAPER', 'LIVE'] as const) {
      for (const { values } of Object.values(PRESETS)) {
        const written = Object.entries(values).map(([key, value]) => ({ key, value: String(value) }))
        expect(readSettings(written, mode).ok).toBe(true)
      }
    }
    expect(presetByName('toString').ok).toBe(false)
  })
})

describe('reading one setting', () => {
  it('B-28 misspelled key: is refused with the key and the one that is meant', () => {
    const read = readSetting('exit.trail_givback', '0.15', 'PAPER')
    expect(read).toMatchObject({ ok: false, code: 'setting_must_be_known', key: 'exit.trail_givback' })
    expect(!read.ok && read.message).toContain('exit.trail_giveback')
    expect(readSetting('toString', '1', 'PAPER')).toMatchObject({ code: 'setting_must_be_known' })
  })

  it('B-28 out of range or negative stop: is refused with the key named', () => {
    expect(refusalOf({ 'exit.stop_debit_max_loss': '-0.30' })).toEqual({
      code: 'setting_must_be_within_its_range',
      key: 'exit.stop_debit_max_loss',
    })
    expect(refusalOf({ 'exit.stop_credit_max_loss': '0' })?.key).toBe('exit.stop_credit_max_loss')
    expect(refusalOf({ 'entry.dte_min': '731' })?.key).toBe('entry.dte_min')
    expect(refusalOf({ 'entry.dte_min': '3.5' })?.code).toBe('setting_must_be_a_number')
    expect(refusalOf({ 'entry.dte_min': '' })?.code).toBe('setting_must_be_a_number')
    expect(refusalOf({ 'entry.dte_min': 'NaN' })?.code).toBe('setting_must_be_a_number')
  })

  it('B-28 credit and debit profit targets: each keeps its own value', () => {
    const settings = settingsWith({ 'exit.profit_target_credit': '0.45' })
    expect(settings['exit.profit_target_credit']).toBe(4_500)
    expect(settings['exit.profit_target_debit']).toBe(6_000)
  })

  it('B-29 daily loss written as -500, 500 or $500: only the amount without a sign is taken', () => {
    expect(refusalOf({ 'risk.daily_loss': '-500' })?.key).toBe('risk.daily_loss')
    expect(refusalOf({ 'risk.daily_loss': '-$500' })?.code).toBe('setting_must_be_within_its_range')
    expect(refusalOf({ 'risk.daily_loss': '500' })?.code).toBe('setting_must_be_a_limit')
    expect(settingsWith({ 'risk.daily_loss': '$500' })['risk.daily_loss']).toEqual({
      of: 'dollars',
      cents: 50_000,
    })
  })

  it('is off only by the word, and only where off is a value', () => {
    expect(settingsWith({ 'entry.pop_min': 'off' })['entry.pop_min']).toBeNull()
    expect(settingsWith({ 'risk.heat': 'Off' })['risk.heat']).toBeNull()
    expect(settingsWith({ 'entry.pop_min': '0' })['entry.pop_min']).toBe(0)
    expect(refusalOf({ 'exit.stop_debit_max_loss': 'off' })?.code).toBe('setting_cannot_be_off')
  })

  it('reads shares as fractions or percent, and lists in their order', () => {
    expect(settingsWith({ 'entry.credit_min_fraction': '18%' })['entry.credit_min_fraction']).toBe(1_800)
    expect(refusalOf({ 'entry.credit_min_fraction': '18' })?.code).toBe('setting_must_be_within_its_range')
    expect(settingsWith({ 'entry.underlyings': 'QQQ, SPY' })['entry.underlyings']).toEqual(['QQQ', 'SPY'])
    expect(refusalOf({ 'entry.underlyings': 'spy' })?.key).toBe('entry.underlyings')
    expect(refusalOf({ 'entry.underlyings': '' })?.key).toBe('entry.underlyings')
    expect(refusalOf({ 'entry.strategies': 'BULL_PUT_CREDIT, BULL_PUT_CREDIT' })?.code).toBe(
      'setting_must_name_each_once',
    )
    expect(refusalOf({ 'entry.strategies': 'IRON_CONDOR' })?.code).toBe('setting_must_be_one_of_its_choices')
  })

  it('never opens the session gate by force in live mode', () => {
    expect(refusalOf({ 'session.force_open': 'yes' }, 'LIVE')?.code).toBe('setting_is_fixed_in_this_mode')
    expect(refusalOf({ 'session.force_open': 'no' }, 'LIVE')).toBeNull()
    expect(settingsWith({ 'session.force_open': 'yes' })['session.force_open']).toBe(true)
  })

  it('reads back what it writes, for every whole number of units in range', () => {
    const limits = fc.oneof(
      fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => ({ of: 'equity' as const, basisPoints })),
      fc.integer({ min: 1, max: 1e9 }).map((amount) => ({ of: 'dollars' as const, cents: cents(amount) })),
    )
    fc.assert(
      fc.property(limits, fc.integer({ min: 100, max: 320_000 }), (limit, basisPoints) => {
        const kind = riskLimit('')
        expect(kind.parse(kind.format(limit))).toEqual({ ok: true, value: limit })
        const ratio = Math.max(1_000, Math.min(100_000, basisPoints))
        const text = formatSetting('entry.debit_reward_risk_min', ratio)
        expect(readSetting('entry.debit_reward_risk_min', text, 'LIVE')).toEqual({ ok: true, value: ratio })
      }),
    )
  })
})

describe('settings together', () => {
  it('refuse a least above a most, by the key of the least', () => {
    expect(refusalOf({ 'entry.dte_min': '40' })).toEqual({
      code: 'setting_min_must_not_exceed_max',
      key: 'entry.dte_min',
    })
    expect(refusalOf({ 'entry.ivr_min_credit': '80', 'entry.ivr_max_credit': 'off' })).toBeNull()
    expect(refusalOf({ 'entry.width': '1', 'entry.debit_min': '1' })?.code).toBe(
      'debit_must_fit_in_the_width',
    )
    expect(refusalOf({ 'exit.trail_giveback': '0.3' })?.code).toBe('giveback_must_not_exceed_arming')
  })

  it('B-33 a regime that allows nothing: is refused at save, with the key named', () => {
    expect(refusalOf({ 'regime.neutral': 'neutral' })).toEqual({
      code: 'regime_must_allow_an_enabled_strategy',
      key: 'regime.neutral',
    })
    expect(refusalOf({ 'entry.strategies': 'BULL_PUT_CREDIT', 'regime.neutral': 'bearish' })?.key).toBe(
      'regime.neutral',
    )
    expect(refusalOf({ 'regime.neutral': 'bullish', 'regime.bear': 'neutral' })?.key).toBe('entry.strategies')
    expect(refusalOf({ 'regime.neutral': 'neutral', 'regime.check': 'no' })).toBeNull()
  })

  it('B-36 freshness limit below two sync periods: is refused', () => {
    expect(refusalOf({ 'sync.fresh_limit': '119' })).toEqual({
      code: 'fresh_limit_must_cover_two_periods',
      key: 'sync.fresh_limit',
    })
    expect(refusalOf({ 'sync.fresh_limit': '120' })).toBeNull()
  })

  it('take the later of two values for a key, a preset before the trader', () => {
    const read = readSettings(
      [
        { key: 'entry.width', value: '2' },
        { key: 'entry.width', value: '3' },
        { key: 'entry.debit_max', value: '2' },
      ],
      'LIVE',
    )
    expect(read.ok && read.value['entry.width']).toBe(30_000)
  })
})

describe('limits', () => {
  it('turn a share of the equity into cents, never rounded up', () => {
    expect(limitInCents({ of: 'equity', basisPoints: 100 }, cents(1_000_099))).toBe(10_000)
    expect(limitInCents({ of: 'equity', basisPoints: 100 }, cents(-5))).toBe(0)
    expect(limitInCents({ of: 'dollars', cents: cents(45_000) }, cents(1))).toBe(45_000)
  })

  it('that admit no plain trade are named: 1 % of 10,000 is below the 420 that 0.80 on 5 may lose', () => {
    const keys = idleLimits(DEFAULT_SETTINGS, cents(1_000_000)).map(({ key, message }) => `${key} ${message}`)
    expect(keys[0]).toContain('risk.per_trade_max_loss is $100.00')
    expect(keys[0]).toContain('$420.00')
    expect(idleLimits(DEFAULT_SETTINGS, cents(5_000_000))).toEqual([])
  })
})
