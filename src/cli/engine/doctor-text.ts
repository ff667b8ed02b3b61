import type { Examination } from '../../service/engine/examine-engine.ts'
import { numberText } from '../number-text.ts'
import { paintFor } from '../paint.ts'
import type { Screen } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { momentText, wordsOf } from './engine-text.ts'

const LEVELS = { fine: 'ok', warns: 'look', blocks: 'STOPS' } as const
const LEVEL_WIDTH = 7
const ITEM_WIDTH = 11

/** What was examined, as lines: each finding, then why there was no trade. */
export function doctorLines(examination: Examination, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { account, ready, findings } = examination
  const indent = LEVEL_WIDTH + ITEM_WIDTH
  const rows = findings.flatMap(({ item, level, message }) => {
    const [first = '', ...more] = wrapText(message, screen.columns - indent)
    const head = `${LEVELS[level].padEnd(LEVEL_WIDTH)}${item.padEnd(ITEM_WIDTH)}`
    return [
      paint(level === 'fine' ? null : 'warning', head) + first,
      ...more.map((line) => ' '.repeat(indent) + line),
    ]
  })
  return [
    paint('title', `${account} is ${ready ? 'ready to trade' : 'NOT ready to enter trades'}`),
    '',
    ...rows,
    ...runLines(examination, screen),
  ]
}

function runLines({ lastRun, notEntered }: Examination, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const { count } = numberText(screen)
  if (lastRun === null) return []
  const refused = lastRun.refusals
    .map(({ rule, count: times }) => `${wordsOf(rule)} ${count(times)}`)
    .join(', ')
  const nearest = lastRun.nearest.flatMap(({ symbol, rule, trace }) => {
    const failed = trace.find((one) => one.rule === rule)
    const value = failed?.value ?? null
    const why =
      value === null ? wordsOf(rule) : `${wordsOf(rule)} ${value.toFixed(3)}, ${failed?.threshold ?? ''}`
    return indented(`${symbol.replaceAll('_', ' ')}: ${why}`, screen)
  })
  return [
    '',
    paint('title', `The rules at ${momentText(lastRun.at)}`),
    ...wrapText(
      `${count(lastRun.candidates)} spreads, ${count(lastRun.accepted)} qualified${refused === '' ? '' : `; refused by ${refused}`}.`,
      screen.columns,
    ),
    ...(nearest.length === 0 ? [] : ['Nearest of the refused:', ...nearest]),
    ...(notEntered.length === 0
      ? []
      : [
          'Found and not entered:',
          ...notEntered
            .slice(0, 5)
            .flatMap(({ label, reason }) =>
              indented(`${label.replaceAll('_', ' ')}: ${wordsOf(reason)}`, screen),
            ),
        ]),
  ]
}

function indented(text: string, screen: Screen): string[] {
  return wrapText(text, screen.columns - 2, '  ').map((line) => `  ${line}`)
}
