import type { Instant } from '../../src/domain/calendar/instant.ts'
import type { ActivityView } from '../api/activity-view.ts'
import { StateChip } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { ageText, timeText } from '../ui/money-text.ts'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { ScrollArea } from '../ui/scroll-area.tsx'
import type { StateWords } from '../ui/trade-words.ts'

interface ActivityProps {
  readonly activity: ActivityView
  readonly now: Instant
}

/** What does not agree, what was ordered, and whether the scheduled work runs. */
export function Activity({ activity, now }: ActivityProps) {
  return (
    <>
      <h1 className="mb-4 text-xl font-semibold">Activity</h1>
      <Breaks breaks={activity.breaks} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <Orders orders={activity.orders} />
        <Cycles activity={activity} now={now} />
      </div>
    </>
  )
}

function Breaks({ breaks }: Pick<ActivityView, 'breaks'>) {
  return (
    <section aria-labelledby="breaks" className="mb-5">
      <h2 id="breaks" className="mb-2 text-sm font-semibold">
        Does not agree with the broker <span className="num font-normal text-muted">{breaks.length}</span>
      </h2>
      <ul className="grid gap-2">
        {breaks.map(({ id, at, title, evidence, actions }) => (
          <li key={id}>
            <Notice
              tone="warn"
              title={title}
              actions={actions.map((action) => (
                <Button key={action} size="small">
                  {action}
                  <span className="sr-only">: {title}</span>
                </Button>
              ))}
            >
              {evidence}
              <span className="num block text-xs text-muted">
                {id} · since {timeText(at)} ET
              </span>
            </Notice>
          </li>
        ))}
      </ul>
    </section>
  )
}

const STATES: Readonly<Record<ActivityView['orders'][number]['state'], StateWords>> = {
  working: { word: 'Working', tone: 'busy' },
  filled: { word: 'Filled', tone: 'plain' },
  cancelled: { word: 'Cancelled', tone: 'plain' },
  rejected: { word: 'Rejected', tone: 'danger' },
  unknown: { word: 'Outcome unknown', tone: 'danger' },
}

function Orders({ orders }: Pick<ActivityView, 'orders'>) {
  return (
    <Panel title="Orders today" aside="the broker's own words">
      <ScrollArea label="Table of the orders">
        <table className="w-full text-left text-[0.8125rem]">
          <thead className="text-xs text-muted">
            <tr>
              {['Time', 'Order', 'State', 'Broker'].map((head) => (
                <th key={head} scope="col" className="pr-4 pb-2 font-medium">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {orders.map(({ id, at, what, state, words }) => (
              <tr key={id} className="border-t border-line align-top">
                <td className="num py-2 pr-4">{timeText(at)}</td>
                <th scope="row" className="py-2 pr-4 font-normal">
                  {what}
                  <span className="num block text-xs text-muted">order {id}</span>
                </th>
                <td className="py-2 pr-4">
                  <StateChip {...STATES[state]} />
                </td>
                <td className="py-2 font-mono text-xs text-muted">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Panel>
  )
}

function Cycles({ activity, now }: ActivityProps) {
  const { used, limit } = activity.budget
  return (
    <Panel title="Scheduled work" aside={`${used} of ${limit} broker calls this minute`}>
      <ul className="divide-y divide-line">
        {activity.cycles.map(({ name, schedule, lastAt, durationMs, outcome }) => (
          <li key={name} className="flex items-baseline justify-between gap-4 py-2 first:pt-0 last:pb-0">
            <span>
              <span className="font-medium">{name}</span>
              <span className="block text-xs text-muted">{schedule}</span>
            </span>
            <span className="num text-right text-xs text-muted">
              {outcome === 'ok' ? null : (
                <StateChip word={outcome === 'late' ? 'Late' : 'Failed'} tone="warn" />
              )}
              <span className="block">
                {lastAt === null ? 'not yet today' : `${ageText(now - lastAt)} ago`}
                {durationMs === null ? '' : `, took ${durationMs} ms`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
