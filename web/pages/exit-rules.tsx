import type { ExitDistance } from '../api/trade-view.ts'
import { DistanceBar } from '../ui/distance-bar.tsx'
import { percentText } from '../ui/money-text.ts'

const STATES = { off: 'off', not_evaluated: 'not evaluated', hit: 'hit', watching: '' } as const

interface ExitRulesProps {
  readonly exits: readonly ExitDistance[]
  readonly managed: boolean
}

/** How far each rule is from closing the trade, in the order in which they are judged. */
export function ExitRules({ exits, managed }: ExitRulesProps) {
  return (
    <>
      {managed ? null : (
        <p className="mb-2 text-muted">
          The engine does not exit this trade. Its rules are shown for orientation.
        </p>
      )}
      <ul className="divide-y divide-line">
        {exits.map((exit) => (
          <li
            key={exit.rule}
            className="grid grid-cols-[minmax(0,1fr)_6rem] items-center gap-x-4 py-2 first:pt-0"
          >
            <div className="min-w-0">
              <span className="font-medium">{exit.rule}</span>
              <span className="block text-xs text-muted tabular-nums">
                {exit.when}
                {exit.now === null ? '' : ` · now ${exit.now}`}
              </span>
            </div>
            <div className="text-right text-xs">
              <span className={`num ${exit.state === 'hit' ? 'font-semibold text-danger' : 'text-muted'}`}>
                {exit.state === 'watching' ? percentText(exit.nearness) : STATES[exit.state]}
              </span>
              <DistanceBar {...exit} />
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
