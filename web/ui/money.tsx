import type { Cents } from '../../src/domain/money/cents.ts'
import { signedMoneyText, signedPercentText, UNKNOWN } from './money-text.ts'

const toneOf = (value: number): string => (value > 0 ? 'text-gain' : value < 0 ? 'text-loss' : 'text-muted')
const arrowOf = (value: number): string => (value > 0 ? '▲' : value < 0 ? '▼' : '')

function Unknown({ why }: { readonly why: string }) {
  return (
    <span className="num text-muted" title={why}>
      <span aria-hidden="true">{UNKNOWN}</span>
      <span className="sr-only">unknown: {why}</span>
    </span>
  )
}

interface ProfitProps {
  readonly cents: Cents | number | null
  /** Said where the figure is unknown. */
  readonly why?: string
  readonly className?: string
}

/** A profit or loss: sign, arrow and colour say the same thing, so that none of them is needed. */
export function Profit({ cents, why = 'not every price is known', className = '' }: ProfitProps) {
  if (cents === null) return <Unknown why={why} />
  return (
    <span className={`num amount inline-flex items-baseline justify-end gap-1 ${toneOf(cents)} ${className}`}>
      {cents === 0 ? null : (
        <span aria-hidden="true" className="text-[0.65em]">
          {arrowOf(cents)}
        </span>
      )}
      {signedMoneyText(Math.round(cents))}
    </span>
  )
}

interface ProfitShareProps {
  readonly share: number | null
  readonly digits?: number
  readonly why?: string
  readonly arrow?: boolean
}

/** A profit as a share, with its sign. */
export function ProfitShare({
  share,
  digits = 0,
  why = 'not every price is known',
  arrow = false,
}: ProfitShareProps) {
  if (share === null) return <Unknown why={why} />
  return (
    <span className={`num ${toneOf(share)}`}>
      {arrow ? (
        <span aria-hidden="true" className="mr-1 text-[0.65em]">
          {arrowOf(share)}
        </span>
      ) : null}
      {signedPercentText(share, digits)}
    </span>
  )
}
