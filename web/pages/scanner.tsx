import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { ProposalView, RuleView } from '../api/proposal-view.ts'
import { Button } from '../ui/button.tsx'
import { dayText, durationText, moneyText, netPriceText, percentText, priceText } from '../ui/money-text.ts'
import { SpreadName, strikesText } from '../ui/spread-name.tsx'
import { ScoreBars } from './score-bars.tsx'

interface ScannerProps {
  readonly proposals: readonly ProposalView[]
  readonly now: Instant
  /** The least score of a proposal, as the settings have it. */
  readonly leastScore: number
}

/** What the last scan found: candidates by score, then what was rejected and by which rule. */
export function Scanner({ proposals, now, leastScore }: ScannerProps) {
  const ready = proposals.filter(({ score }) => score !== null)
  const rejected = proposals.filter(({ score }) => score === null)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h1 className="text-xl font-semibold">Scanner</h1>
          <p className="text-muted">
            Last scan 13:45 ET, next 14:00. Approval is on: nothing is entered until you say so.
          </p>
        </div>
        <Button>Scan now</Button>
      </div>
      <h2 className="mb-2 text-sm font-semibold">
        Proposals <span className="num font-normal text-muted">{ready.length}</span>
      </h2>
      <ul className="mb-6 grid grid-cols-1 gap-3 lg:grid-cols-2">
        {ready.map((proposal) => (
          <li key={proposal.id} className="min-w-0">
            <Proposal proposal={proposal} now={now} leastScore={leastScore} />
          </li>
        ))}
      </ul>
      <h2 className="mb-2 text-sm font-semibold">
        Why not <span className="num font-normal text-muted">{rejected.length} rejected</span>
      </h2>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface">
        {rejected.map((proposal) => (
          <li
            key={proposal.id}
            className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,16rem)_minmax(0,1fr)]"
          >
            <span>
              <span className="mr-1.5 font-semibold">{proposal.underlying}</span>
              <SpreadName {...proposal} />
            </span>
            <RuleList rules={proposal.rules.filter(({ outcome }) => outcome === 'failed')} />
          </li>
        ))}
      </ul>
    </>
  )
}

const OUTCOMES = {
  passed: { Icon: CircleCheck, tone: 'text-muted', word: 'passed' },
  failed: { Icon: CircleX, tone: 'text-danger', word: 'failed' },
  not_evaluated: { Icon: CircleDashed, tone: 'text-warn', word: 'not evaluated' },
} as const

function RuleList({ rules }: { readonly rules: readonly RuleView[] }) {
  return (
    <ul className="grid gap-1">
      {rules.map(({ rule, outcome, evidence }) => {
        const { Icon, tone, word } = OUTCOMES[outcome]
        return (
          <li key={rule} className="flex gap-2">
            <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${tone}`} />
            <span>
              <span className="font-medium">{rule}</span>{' '}
              <span className={outcome === 'passed' ? 'sr-only' : tone}>{word}</span>
              <span className="text-muted tabular-nums">: {evidence}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}

type ProposalProps = Pick<ScannerProps, 'now' | 'leastScore'> & { readonly proposal: ProposalView }

function Proposal({ proposal, now, leastScore }: ProposalProps) {
  const { underlying, strikes, natural } = proposal
  const name = `${underlying} ${strikesText({ strikes })}`
  const facts = [
    ['Natural price', netPriceText(natural)],
    ['Most to gain', moneyText(proposal.maxProfitCents)],
    ['Most to lose', moneyText(proposal.maxLossCents)],
    ['Breakeven', proposal.breakevens.map(priceText).join(', ')],
    ['Chance of profit', percentText(proposal.chance)],
    ['Quote width', priceText(proposal.width)],
  ] as const
  return (
    <article aria-label={name} className="flex h-full flex-col rounded-xl border border-line bg-surface p-4">
      <ProposalHead proposal={proposal} now={now} leastScore={leastScore} />
      <dl className="my-3 grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="text-xs text-muted">{label}</dt>
            <dd className="num font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <ScoreBars components={proposal.components} />
      <details className="mt-3">
        <summary className="inline-flex min-h-9 items-center text-muted underline underline-offset-2 max-md:min-h-11">
          {proposal.rules.filter(({ outcome }) => outcome === 'passed').length} rules passed, 1 not evaluated
        </summary>
        <RuleList rules={proposal.rules} />
      </details>
      <footer className="mt-auto flex gap-2 pt-3">
        <Button kind="primary" className="flex-1">
          Approve…<span className="sr-only"> {name}</span>
        </Button>
        <Button className="flex-1">
          Reject<span className="sr-only"> {name}</span>
        </Button>
      </footer>
    </article>
  )
}

function ProposalHead({ proposal, now, leastScore }: ProposalProps) {
  const { underlying, strategy, strikes, expiration, dte, score, expiresAt } = proposal
  return (
    <header className="flex items-start justify-between gap-3">
      <div>
        <h3 className="text-base">
          <span className="mr-1.5 font-semibold">{underlying}</span>
          <SpreadName strategy={strategy} strikes={strikes} />
        </h3>
        <p className="num text-xs text-muted">
          {dayText(expiration)} · {dte} days
          {expiresAt === null ? '' : ` · lapses in ${durationText(expiresAt - now)}`}
        </p>
      </div>
      <p className="text-right">
        <span className="num text-2xl font-semibold">{score}</span>
        <span className="block text-xs text-muted">of 100, least {leastScore}</span>
      </p>
    </header>
  )
}
