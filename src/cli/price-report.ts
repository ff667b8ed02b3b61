import { cents } from '../domain/money/cents.ts'
import { formatCents } from '../domain/money/cents-text.ts'
import { CONTRACT_MULTIPLIER, premiumCents } from '../domain/money/premium.ts'
import { formatPrice } from '../domain/money/price-text.ts'
import { tickAt } from '../domain/money/tick-rule.ts'
import { isOpening, signOfAction } from '../domain/option/action.ts'
import { describeContract, describeStrike } from '../domain/option/describe-contract.ts'
import type { Greeks } from '../domain/pricing/bsm.ts'
import { describeSpread } from '../domain/spread/describe-spread.ts'
import { describeNetPrice, type NetPrice } from '../domain/spread/net-price.ts'
import { strategyShape } from '../domain/spread/strategy-table.ts'
import { dollarsOf } from '../service/price/payoff-position.ts'
import { entryTickRule, type SpreadReport } from '../service/price/price-spread.ts'
import { type NumberText, numberText } from './number-text.ts'
import { type Paint, paintFor } from './paint.ts'
import { payoffPlot } from './payoff-plot.ts'
import type { Screen } from './shell.ts'
import { columnsThatFit, flowGroups, renderTable, type TextColumn, wrapText } from './text-table.ts'

/** What the report was asked with, for people: when, and where the rate comes from. */
export interface PriceSetting {
  readonly asOf: string
  readonly dte: number
  readonly rateIsAssumed: boolean
}

type Fact = readonly [name: string, value: string, note?: string]

function titleOf(report: SpreadReport): string {
  const { legs } = report
  return legs.length === 1 ? describeContract(legs[0]!.contract) : describeSpread(report)
}

function legWords({ legs, strategy }: SpreadReport): string {
  const parts = legs.map(({ contract, action }) => {
    const verb = signOfAction(action) > 0 ? 'buy' : 'sell'
    return `${verb} the ${describeStrike(contract.strike)} ${contract.type}`
  })
  const { label, outlook, effect } = strategyShape(strategy)
  const words = legs.every(({ action }) => isOpening(action)) ? `opens for a ${effect}` : ''
  return `${label[0]!.toUpperCase()}${label.slice(1)}: ${parts.join(', ')}; ${outlook}, ${words}.`
}

function settingGroups(report: SpreadReport, setting: PriceSetting, numbers: NumberText): string[] {
  const { market, volatility, volatilitySource } = report
  const days = `${setting.dte} day${setting.dte === 1 ? '' : 's'} left`
  return [
    `spot ${numbers.fixed(market.spot, 2)}`,
    `${setting.asOf}, ${setting.dte === 0 ? 'expires today' : days}`,
    `rate ${numbers.percent(market.rate, 2)}${setting.rateIsAssumed ? ' (assumed)' : ''}`,
    `yield ${numbers.percent(market.dividendYield, 2)}`,
    volatility === null
      ? 'volatility not given'
      : `volatility ${numbers.percent(volatility, 2)}${volatilitySource === 'implied' ? ' (implied by the price)' : ''}`,
    market.exercise === 'american' ? 'American exercise' : 'European exercise',
  ]
}

function offTickFact({ amount }: NetPrice, root: string, legCount: number): Fact {
  const tick = tickAt(amount, entryTickRule(root, legCount))
  return ['', `no order could have that price: the tick is ${formatPrice(tick)}`]
}

function envelopeLines(
  { envelope, entry, entrySource, entryIsOnTick, returnOnRisk, market, root, legs }: SpreadReport,
  n: NumberText,
): Fact[] {
  if (entry === null || envelope === null) {
    return [['entry', 'within a tick of its bound; give --entry for profit and loss']]
  }
  const { maxProfitCents, maxLossCents, breakevens } = envelope
  const cash = formatCents(premiumCents(entry.amount, 1))
  const points = breakevens.map((price) => {
    const away = dollarsOf(price) / market.spot - 1
    return `${formatPrice(price)} (${n.percent(Math.abs(away))} ${away < 0 ? 'below' : 'above'} the spot)`
  })
  return [
    [
      'entry',
      describeNetPrice(entry),
      `${cash} ${entry.effect === 'credit' ? 'received' : 'paid'}; ${entrySource === 'given' ? 'as given' : "the model's value on its tick"}`,
    ],
    ...(entryIsOnTick === false ? [offTickFact(entry, root, legs.length)] : []),
    ['maximum profit', maxProfitCents === 'unbounded' ? 'no bound' : formatCents(maxProfitCents)],
    ['maximum loss', formatCents(maxLossCents)],
    [breakevens.length === 1 ? 'breakeven' : 'breakevens', points.join(', ')],
    ...(returnOnRisk === null ? [] : [['return on risk', n.percent(returnOnRisk)] as const]),
  ]
}

function oddsLines({ odds, legs }: SpreadReport, n: NumberText): Fact[] {
  if (odds === null) return []
  const { probabilityOfProfit, probabilityOfProfitByDelta, touches, expectedValueCents } = odds
  const byDelta =
    probabilityOfProfitByDelta === null ? '' : `by delta ${n.percent(probabilityOfProfitByDelta)}`
  const touched = touches.map(
    ({ price, probability }) => `${describeStrike(price)} ${n.percent(probability)}`,
  )
  return [
    ['probability of profit', n.percent(probabilityOfProfit), byDelta],
    ['probability of touch', touched.join(', ')],
    [
      'expected value',
      formatCents(cents(Math.round(expectedValueCents))),
      `of ${legs.length === 1 ? 'one contract' : 'one spread'}, today`,
    ],
  ]
}

function greekColumns(report: SpreadReport, numbers: NumberText): TextColumn[] {
  const { legValues, total } = report
  if (legValues === null || total === null) return []
  const several = legValues.length > 1
  const rows: readonly { name: string; greeks: Greeks; scale: number }[] = [
    ...legValues.map(({ leg, greeks }) => ({
      name: `${describeStrike(leg.contract.strike)} ${leg.contract.type}`,
      greeks,
      scale: 1,
    })),
    {
      name: `${several ? 'one spread' : 'one contract'} (x ${CONTRACT_MULTIPLIER})`,
      greeks: total,
      scale: CONTRACT_MULTIPLIER,
    },
  ]
  const column = (head: string, name: keyof Greeks, decimals: number): TextColumn => ({
    head,
    cells: rows.map(({ greeks, scale }) =>
      scale === 1 ? numbers.fixed(greeks[name], decimals) : numbers.signed(scale * greeks[name], 2),
    ),
  })
  return [
    { head: 'per share', align: 'left', cells: rows.map(({ name }) => name) },
    column('value', 'price', 4),
    column('delta', 'delta', 4),
    column('gamma', 'gamma', 4),
    column('theta/day', 'theta', 4),
    column('vega/point', 'vega', 4),
    column('rho/point', 'rho', 4),
  ]
}

function oddsNote({ odds, volatility }: SpreadReport, numbers: NumberText): string {
  if (volatility === null) {
    return 'Without a volatility there is no value, no greek and no probability: give --vol.'
  }
  if (odds === null) return 'Without an entry there is no profit, no loss and no probability of either.'
  return (
    `Probabilities and expected value are those of a lognormal distribution around the forward ` +
    `${numbers.fixed(odds.forward, 2)} at ${numbers.percent(volatility, 2)} volatility, held to expiration, ` +
    'before fees; no skew, no opinion on direction.'
  )
}

/** Names on the left, values beside them, notes in a column of their own where there is room for it. */
function factLines(facts: readonly Fact[], paint: Paint, columns: number): string[] {
  const indent = Math.max(...facts.map(([name]) => name.length)) + 3
  const values = Math.max(...facts.filter(([, , note]) => note).map(([, value]) => value.length))
  return facts.flatMap(([name, value, note]) => {
    const head = name.padEnd(indent)
    const padded = note ? `${value.padEnd(values)}   ` : value
    if (indent + padded.length + (note ?? '').length <= columns) {
      return [head + padded + paint('faint', note ?? '')]
    }
    const [first, ...others] = wrapText(note ? `${value}; ${note}` : value, columns - indent)
    return [head + first, ...others.map((line) => ' '.repeat(indent) + line)]
  })
}

/** The lines of a price report: what it is, envelope, odds, greeks, plot. */
export function priceReport(report: SpreadReport, setting: PriceSetting, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const numbers = numberText(screen)
  const greeks = columnsThatFit(greekColumns(report, numbers), screen.columns)
  const plot = payoffPlot(report, screen)
  return [
    ...wrapText(titleOf(report), screen.columns).map((line) => paint('title', line)),
    ...wrapText(legWords(report), screen.columns),
    ...flowGroups(settingGroups(report, setting, numbers), screen.columns),
    '',
    ...factLines([...envelopeLines(report, numbers), ...oddsLines(report, numbers)], paint, screen.columns),
    ...(greeks.length > 0 ? ['', ...renderTable(greeks, paint)] : []),
    ...(plot.length > 0 ? ['', ...plot] : []),
    '',
    ...wrapText(oddsNote(report, numbers), screen.columns).map((line) => paint('faint', line)),
  ]
}
