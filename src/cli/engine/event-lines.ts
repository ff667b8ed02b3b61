import { newYorkDayOf } from '../../domain/calendar/new-york-time.ts'
import { describeDay } from '../../domain/option/describe-contract.ts'
import type { EngineEvent, ProposalReport, TradeChange } from '../engine-door.ts'
import { numberText } from '../number-text.ts'
import { type Ink, type Paint, paintFor } from '../paint.ts'
import type { Screen } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import {
  clockText,
  moneyText,
  netText,
  priceText,
  profitInk,
  profitText,
  shortId,
  spreadText,
  wordsOf,
} from './engine-text.ts'

const TIME_WIDTH = 10
const LABEL_WIDTH = 9
const RULES_NAMED = 5

/** Sets what an engine does into lines: the market's time, a word for what it is, and the rest indented under itself. */
export class EventLines {
  readonly #screen: Screen
  readonly #paint: Paint
  #day: string | null = null
  #saidRules = ''

  constructor(screen: Screen) {
    this.#screen = screen
    this.#paint = paintFor(screen.colour)
  }

  /** The lines of an event; none for what was said just before. */
  of(event: EngineEvent): readonly string[] {
    const at = event.kind === 'rules' ? event.report.at : event.at
    const lines = this.#linesOf(event)
    if (lines.length === 0) return []
    const day = newYorkDayOf(at)
    if (day === this.#day) return lines
    this.#day = day
    return ['', this.#paint('title', describeDay(day)), ...lines]
  }

  #linesOf(event: EngineEvent): readonly string[] {
    switch (event.kind) {
      case 'rules':
        return this.#rules(event.report)
      case 'trade':
        return this.#trade(event.at, event.trade, event.change)
      case 'account': {
        const { equityCents, unrealizedCents, realizedTodayCents, openTrades } = event.standing
        const text = [
          `equity ${moneyText(equityCents, this.#screen)}`,
          `open ${openTrades}`,
          `unrealized ${profitText(unrealizedCents, this.#screen)}`,
          `realized today ${profitText(realizedTodayCents, this.#screen)}`,
        ].join('   ')
        return this.#line(event.at, 'account', text, 'faint')
      }
      case 'alert':
        return this.#line(
          event.at,
          event.severity === 'critical' ? 'ALERT' : 'alert',
          `${event.title}. ${event.body}`,
          'warning',
        )
      case 'trouble':
        return this.#line(event.at, 'trouble', event.message, 'warning')
    }
  }

  #rules(report: ProposalReport): readonly string[] {
    const { count } = numberText(this.#screen)
    const { underlyings, candidates, accepted, refusals, proposals, nearest, unread, forbidden } = report
    const named = refusals.slice(0, RULES_NAMED).map((one) => `${wordsOf(one.rule)} ${count(one.count)}`)
    const rest = refusals.length > RULES_NAMED ? ` and ${refusals.length - RULES_NAMED} rules more` : ''
    const head = `${count(candidates)} spreads of ${underlyings.join(', ')}: ${accepted === 0 ? 'none qualifies' : `${count(accepted)} qualify`}`
    const refused = named.length === 0 ? '' : `; refused by ${named.join(', ')}${rest}`
    const missing = unread.length === 0 ? '' : `; nothing could be read of ${unread.join(', ')}`
    const lines = [...this.#line(report.at, 'rules', `${head}${refused}${missing}`, 'faint')]
    const [best] = proposals
    if (best !== undefined) {
      const what = `${best.label}, score ${best.score.toFixed(0)}, ${best.natural >= 0 ? 'brings' : 'costs'} ${priceText(Math.abs(best.mid), this.#screen)} in the middle, ${priceText(Math.abs(best.natural), this.#screen)} at once`
      lines.push(...this.#line(null, 'best', what, 'faint'))
    } else if (nearest[0] !== undefined) {
      lines.push(
        ...this.#line(
          null,
          'nearest',
          `${nearest[0].label.replaceAll('_', ' ')}, refused by ${wordsOf(nearest[0].rule)}`,
          'faint',
        ),
      )
    }
    if (forbidden !== null) lines.push(...this.#line(null, 'stopped', forbidden, 'warning'))
    lines.push(...this.#notEntered(report))
    return lines
  }

  /** Refusals of an entry, once as long as they stay the same. */
  #notEntered({ entries }: ProposalReport): readonly string[] {
    const refused = entries.filter(({ sent }) => !sent)
    const counts = new Map<string, number>()
    for (const { code } of refused) counts.set(code, (counts.get(code) ?? 0) + 1)
    const said = [...counts]
      .map(([code, times]) => `${wordsOf(code)}${times > 1 ? ` (${times})` : ''}`)
      .join(', ')
    const isNews = said !== '' && said !== this.#saidRules
    this.#saidRules = said
    return isNews ? this.#line(null, 'not now', said, 'faint') : []
  }

  #trade(at: number, trade: TradeLine, change: TradeChange): readonly string[] {
    const name = `${spreadText(trade)} x${trade.quantity}`
    const screen = this.#screen
    switch (change.kind) {
      case 'entry_sent':
        return this.#line(at, 'enter', `${name}   trade ${shortId(trade.id)}`, null)
      case 'filled': {
        const { maxProfitCents, maxLossCents } = trade
        const odds =
          maxLossCents === null
            ? ''
            : `   may make ${moneyText(maxProfitCents, screen)}, may lose ${moneyText(maxLossCents, screen)}`
        return this.#line(at, 'filled', `${name}   ${netText(trade.entry, screen)}${odds}`, null)
      }
      case 'cancelled':
        return this.#line(at, 'unfilled', `${name}   nobody took the price; cancelled`, 'faint')
      case 'exit_sent':
        return this.#line(at, 'exit', `${name}   ${wordsOf(change.reason)}`, null)
      case 'closed': {
        const { realizedCents, exitReason } = trade
        const text = `${name}   ${profitText(realizedCents, screen)}   ${wordsOf(exitReason ?? 'unknown')}`
        return this.#line(at, 'closed', text, profitInk(realizedCents))
      }
      case 'other':
        return this.#line(at, 'trade', `${name}   ${change.words}`, 'warning')
    }
  }

  #line(at: number | null, label: string, text: string, ink: Ink | null): string[] {
    const time = (at === null ? '' : clockText(at)).padEnd(TIME_WIDTH)
    const indent = TIME_WIDTH + LABEL_WIDTH
    const [first = '', ...more] = wrapText(text, Math.max(20, this.#screen.columns - indent))
    const head = `${this.#paint('faint', time)}${this.#paint('title', label.padEnd(LABEL_WIDTH))}`
    return [
      `${head}${this.#paint(ink, first)}`,
      ...more.map((line) => `${' '.repeat(indent)}${this.#paint(ink, line)}`),
    ]
  }
}
