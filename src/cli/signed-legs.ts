import type { Leg } from '../domain/option/contract.ts'
import { parseOccSymbol } from '../domain/option/occ-symbol.ts'
import { type ClassifiedSpread, classifySpread } from '../domain/spread/classify-spread.ts'
import { STRATEGIES } from '../domain/spread/strategy-table.ts'
import { orUsageError, UsageError } from './usage-error.ts'

/** An OCC symbol with what is done with it: `+` or nothing buys, `-` sells. */
function signedLeg(text: string): Leg {
  const sells = text.startsWith('-')
  const symbol = orUsageError(parseOccSymbol(text.replace(/^[+-]/, '').toUpperCase()))
  return { contract: symbol, ratio: 1, action: sells ? 'sell_to_open' : 'buy_to_open' }
}

/** The spread that signed OCC symbols make; a usage error when they are none of the strategy table. */
export function spreadOfSymbols(symbols: readonly string[]): ClassifiedSpread {
  const spread = classifySpread(symbols.map(signedLeg))
  if (spread.ok || spread.code !== 'legs_must_form_a_known_strategy') return orUsageError(spread)
  const labels = Object.values(STRATEGIES).map(({ label }) => label)
  const allBought = symbols.length > 1 && symbols.every((symbol) => !symbol.startsWith('-'))
  const hint = allBought
    ? `; all of them are bought, and a sold one is written with a minus after --: -- -${symbols[0]!.replace(/^\+/, '')}`
    : ''
  throw new UsageError(`${symbols.join(' ')} is none of the strategies here: ${labels.join(', ')}${hint}.`)
}
