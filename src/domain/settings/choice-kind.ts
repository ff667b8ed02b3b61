import { ok, refuse } from '../refusal.ts'
import type { SettingKind } from './setting-spec.ts'

function isOneOf<Choice extends string>(choices: readonly Choice[], text: string): text is Choice {
  return (choices as readonly string[]).includes(text)
}

/**
 * One word of a few.
 *
 * @example
 * choice(['mid', 'natural'], 'Where the walk begins.').parse('last').code // => 'setting_must_be_one_of_its_choices'
 */
export function choice<const Choice extends string>(
  choices: readonly Choice[],
  about: string,
): SettingKind<Choice> {
  const allowed = `one of ${choices.join(', ')}`
  return {
    allowed,
    about,
    parse: (text) =>
      isOneOf(choices, text)
        ? ok(text)
        : refuse('setting_must_be_one_of_its_choices', `must be ${allowed}, not "${text}".`),
    format: (value) => value,
  }
}

/**
 * A switch: `yes` or `no`. (`off` is kept for rules that do not apply.)
 *
 * @example
 * yesNo('Sounds.').parse('yes') // => { ok: true, value: true }
 */
export function yesNo(about: string): SettingKind<boolean> {
  const words = choice(['yes', 'no'], about)
  return {
    ...words,
    parse(text) {
      const word = words.parse(text)
      return word.ok ? ok(word.value === 'yes') : word
    },
    format: (value) => (value ? 'yes' : 'no'),
  }
}

/**
 * Some words of a few, in the order written, each once and at least one: an empty list would quietly mean "none".
 *
 * @example
 * listOf(['mid', 'natural', 'cap'], 'Steps.').parse('mid, cap') // => { ok: true, value: ['mid', 'cap'] }
 */
export function listOf<const Choice extends string>(
  choices: readonly Choice[],
  about: string,
): SettingKind<readonly Choice[]> {
  const kind = wordsKind((text) => isOneOf(choices, text), `one or more of ${choices.join(', ')}`, about)
  return kind as SettingKind<readonly Choice[]>
}

// As brokers write them: SPY, BRK/B.
const TICKER = /^[A-Z]{1,6}(\/[A-Z])?$/

/**
 * Tickers of underlyings, each once and at least one.
 *
 * @example
 * tickers('Traded.').parse('SPY, BRK/B') // => { ok: true, value: ['SPY', 'BRK/B'] }
 */
export function tickers(about: string): SettingKind<readonly string[]> {
  return wordsKind((text) => TICKER.test(text), 'tickers in capitals, separated by commas', about)
}

function wordsKind(
  accepts: (text: string) => boolean,
  allowed: string,
  about: string,
): SettingKind<readonly string[]> {
  return {
    allowed,
    about,
    parse(text) {
      const words = text.split(',').map((word) => word.trim())
      const wrong = words.find((word) => !accepts(word))
      if (wrong !== undefined) {
        return refuse('setting_must_be_one_of_its_choices', `must be ${allowed}, not "${wrong}".`)
      }
      if (new Set(words).size < words.length) {
        return refuse('setting_must_name_each_once', `must name each once: "${text}".`)
      }
      return ok(words)
    },
    format: (values) => values.join(', '),
  }
}
