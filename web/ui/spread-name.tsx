import type { Price } from '../../src/domain/money/price.ts'
import { describeStrike } from '../../src/domain/option/describe-contract.ts'
import type { Strategy } from '../../src/domain/spread/strategy-table.ts'
import { shortStrategy } from './trade-words.ts'

interface NamedSpread {
  readonly strategy: Strategy
  readonly strikes: readonly Price[]
}

/** The strikes of a spread, ascending: `655/660`. */
export const strikesText = ({ strikes }: Pick<NamedSpread, 'strikes'>): string =>
  strikes.map(describeStrike).join('/')

/** A spread in a row whose underlying is named above it. */
export function SpreadName({ strategy, strikes }: NamedSpread) {
  return (
    <span className="whitespace-nowrap">
      <span className="num font-semibold">{strikesText({ strikes })}</span>{' '}
      <span className="text-muted">{shortStrategy(strategy).toLowerCase()}</span>
    </span>
  )
}
