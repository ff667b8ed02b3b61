import type { AccountFigures } from '../api/desk-view.ts'
import { Profit } from '../ui/money.tsx'
import { percentText, roundMoneyText } from '../ui/money-text.ts'
import { Stat, StatRow } from '../ui/stat.tsx'

/** The money of the account, with what each sum leaves out. */
export function AccountFiguresRow({ figures }: { readonly figures: AccountFigures }) {
  const { equityCents, atRiskCents, unmarked } = figures
  const heat = equityCents === null || atRiskCents === null ? null : atRiskCents / equityCents
  return (
    <section aria-label="Account" className="mb-4 rounded-xl border border-line bg-surface px-4 py-3">
      <StatRow label="Account">
        <Stat label="Unrealized" note={unmarked === 0 ? 'all trades marked' : `${unmarked} without a mark`}>
          <Profit cents={figures.unrealizedCents} />
        </Stat>
        <Stat label="Realized today" note="after fees">
          <Profit cents={figures.realizedTodayCents} />
        </Stat>
        <Stat label="At risk" note={`${percentText(heat, 1)} of equity, limit ${percentText(0.06)}`}>
          <span className="amount">{roundMoneyText(atRiskCents)}</span>
        </Stat>
        <Stat label="Open trades" note={`at most ${figures.maxOpenTrades}`}>
          {figures.openTrades}
        </Stat>
        <Stat label="Equity">
          <span className="amount">{roundMoneyText(equityCents)}</span>
        </Stat>
        <Stat label="Option buying power">
          <span className="amount">{roundMoneyText(figures.buyingPowerCents)}</span>
        </Stat>
      </StatRow>
    </section>
  )
}
