import type { DecisionLine, TradeStory } from '../../service/engine/explain-trade.ts'
import { numberText } from '../number-text.ts'
import { type Paint, paintFor } from '../paint.ts'
import type { Screen } from '../shell.ts'
import { renderTable, wrapText } from '../text-table.ts'
import { orderTable, tradeTable } from './book-tables.ts'
import { momentText, profitText, spreadText, wordsOf } from './engine-text.ts'

const UNITS = 'Shares of profit and loss are in basis points, prices in 1/10,000 dollar.'

const VERDICTS = {
  agrees: 'made again from what it looked at, it comes out the same',
  differs: 'made again from what it looked at, it comes out DIFFERENTLY',
  cannot_be_replayed: 'cannot be made again',
} as const

/** The story of a trade, as lines. */
export function storyLines(story: TradeStory, screen: Screen): string[] {
  const { trade, marks } = story
  const paint = paintFor(screen.colour)
  const now = (trade.closedAt ?? trade.createdAt) as typeof trade.createdAt
  const title = `${spreadText(trade)} x${trade.quantity}`
  return [
    paint('title', title),
    paint('faint', `trade ${trade.id}`),
    '',
    ...tradeTable([trade], now, screen),
    ...proposalLines(story, paint, screen),
    ...lifeLines(story, paint, screen),
    '',
    paint('title', 'Orders'),
    ...orderTable(story.orders, now, screen),
    ...intentLines(story),
    ...story.decisions.flatMap((decision) => decisionLines(decision, paint, screen)),
    ...(story.decisions.length === 0 ? [] : [paint('faint', UNITS)]),
    ...(marks.count === 0
      ? []
      : [
          '',
          `Seen ${marks.count} times at a price: best ${profitText(marks.best?.unrealizedPnl ?? null, screen)}, worst ${profitText(marks.worst?.unrealizedPnl ?? null, screen)}.`,
        ]),
  ]
}

function proposalLines({ proposal }: TradeStory, paint: Paint, screen: Screen): string[] {
  if (proposal === null) return []
  const passed = proposal.trace.filter(({ outcome }) => outcome === 'passed')
  const others = proposal.trace.filter(({ outcome }) => outcome !== 'passed')
  const text = `Found ${momentText(proposal.createdAt)} with score ${proposal.score.toFixed(1)}; ${passed.length} rules passed${others.length === 0 ? '' : `, ${others.map(({ rule, outcome }) => `${wordsOf(rule)} ${wordsOf(outcome)}`).join(', ')}`}.`
  return ['', paint('title', 'Proposal'), ...wrapText(text, screen.columns)]
}

function lifeLines({ life }: TradeStory, paint: Paint, screen: Screen): string[] {
  const rows = life.map(({ at, actor, what, trigger, evidence, snapshotId }) => {
    const because = [
      trigger === null ? null : wordsOf(trigger),
      evidence,
      snapshotId === null ? null : `snapshot ${snapshotId.slice(-6)}`,
    ]
    const head = `${momentText(at)}  ${actor === 'person' ? 'person' : 'engine'}  `
    const text = screen.unicode ? what : what.replace('→', '->')
    const reason = because.filter((one) => one !== null).join(', ')
    return wrapText(
      `${head}${text}${reason === '' ? '' : `   (${reason})`}`,
      screen.columns,
      ' '.repeat(head.length),
    )
  })
  return ['', paint('title', 'Life'), ...rows.flat()]
}

function intentLines({ intents }: TradeStory): string[] {
  const unplaced = intents.filter(({ brokerOrderId }) => brokerOrderId === null)
  return unplaced.map(
    ({ role, state, preparedAt, resolution }) =>
      `${role.toLowerCase()} wanted ${momentText(preparedAt)}, never an order: ${state}${resolution === null ? '' : `, ${resolution}`}`,
  )
}

function decisionLines({ kind, at, rules, replay }: DecisionLine, paint: Paint, screen: Screen): string[] {
  const { fixed } = numberText(screen)
  const head = `Decision of ${momentText(at)}: ${kind} (${rules})`
  const verdict = `${VERDICTS[replay.verdict]}${replay.why === null ? '' : `: ${replay.why}`}.`
  const shown = replay.rules
  const threshold = (value: string | number | null): string =>
    value === null ? '' : typeof value === 'number' ? fixed(value, 4) : value
  const table =
    shown.length === 0
      ? []
      : renderTable(
          [
            { head: 'rule', cells: shown.map(({ rule }) => wordsOf(rule)), align: 'left' },
            {
              head: 'outcome',
              cells: shown.map(({ state }) => wordsOf(state)),
              align: 'left',
              ink: (row) => (shown[row]!.state === 'hit' || shown[row]!.state === 'failed' ? 'mark' : null),
            },
            { head: 'value', cells: shown.map(({ value }) => (value === null ? '' : fixed(value, 4))) },
            { head: 'threshold', cells: shown.map((one) => threshold(one.threshold)), align: 'left' },
          ],
          paint,
        )
  return [
    '',
    paint('title', head),
    ...wrapText(verdict[0]!.toUpperCase() + verdict.slice(1), screen.columns),
    ...table,
  ]
}
