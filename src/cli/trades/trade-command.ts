import { randomUUID } from 'node:crypto'
import type { Command } from 'commander'
import type { TradingDay } from '../../domain/calendar/trading-day.ts'
import type { Price } from '../../domain/money/price.ts'
import { readTicker } from '../../domain/option/ticker.ts'
import { NO_CONTEXT } from '../../ports/store/hand-terms.ts'
import type { OnceAnswer } from '../../service/idempotency/once.ts'
import type { PlacedTrade } from '../../service/trades/placement-answer.ts'
import type { TradePreview } from '../../service/trades/preview-trade.ts'
import { HAND_STRATEGIES, type HandStrategy, type TradeWish } from '../../service/trades/trade-wish.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import { tradeTable } from '../engine/book-tables.ts'
import { moneyText, netText, priceText, shortId, unknownText } from '../engine/engine-text.ts'
import { dayOption, priceOption, pricesOption, wholeBetween } from '../option-values.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { orUsageError, UsageError } from '../usage-error.ts'

interface TradeOptions extends AskOptions {
  readonly quantity: number
  readonly limit?: Price
  readonly stop?: Price
  readonly takeProfit?: Price
  readonly idea?: string
  readonly key?: string
  readonly preview?: boolean
}

const OUTCOMES: Readonly<Record<PlacedTrade['outcome'], string>> = {
  working: 'it works at its limit',
  partially_filled: 'it has filled in part',
  filled: 'it has filled',
  unknown: 'nobody knows yet whether it arrived; it is being looked for and not sent again',
  over: 'it is over',
}

function placedLines({ value, repeated }: OnceAnswer<PlacedTrade>, screen: Screen): string[] {
  const { trade, outcome, orderId } = value
  const before = repeated ? 'The same click as before: ' : ''
  const order = orderId === null ? '' : `, order ${orderId}`
  const text = `${before}trade ${shortId(trade.id)} was sent${order}: ${OUTCOMES[outcome]}.`
  return [
    ...wrapText(`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`, screen.columns),
    ...tradeTable([trade], trade.createdAt, screen),
  ]
}

function previewLines(preview: TradePreview, screen: Screen): string[] {
  const { costCents, feesCents, maxLossCents, maxProfitCents, lossUntilStopCents, heatAfter } = preview
  const heat =
    heatAfter?.basisPoints == null ? unknownText(screen) : `${(heatAfter.basisPoints / 100).toFixed(2)} %`
  const figures: readonly (readonly [string, string])[] = [
    ['limit', netText(preview.limit, screen)],
    ['costs', `${moneyText(costCents, screen)} and fees of ${moneyText(feesCents, screen)}`],
    [
      'loses at most',
      `${moneyText(maxLossCents, screen)}, ${moneyText(lossUntilStopCents, screen)} until its stop`,
    ],
    ['makes at most', maxProfitCents === 'unbounded' ? 'without bound' : moneyText(maxProfitCents, screen)],
    [
      'breaks even at',
      preview.breakevens.map((one) => priceText(one, screen)).join(' and ') || unknownText(screen),
    ],
    ['heat with it', heat],
  ]
  const failed = preview.checks.filter(({ passed }) => !passed)
  return [
    ...figures.map(([label, text]) => `${label.padEnd(16)}${text}`),
    `${preview.checks.length - failed.length} of ${preview.checks.length} checks pass; nothing was sent.`,
    ...failed.flatMap(({ rule, message }) => wrapText(`${rule}: ${message ?? ''}`, screen.columns)),
  ]
}

function wishOf(
  strategy: HandStrategy,
  ticker: string,
  expiration: TradingDay,
  strikes: readonly Price[],
  { quantity, limit, stop, takeProfit, idea }: TradeOptions,
): TradeWish {
  const { root } = orUsageError(readTicker(ticker))
  return {
    strategy,
    root,
    expiration,
    strikes: [...strikes],
    quantity,
    limit: limit ?? null,
    stopLoss: stop ?? null,
    takeProfit: takeProfit ?? null,
    context: { ...NO_CONTEXT, strategy: idea ?? null },
  }
}

function send(shell: Shell, options: TradeOptions, wish: TradeWish): Promise<void> {
  const asked = { ...wish, strikes: [...wish.strikes] }
  if (options.preview === true)
    return askAndPrint(shell, options, { ask: 'preview', wish: asked }, previewLines)
  const key = options.key ?? randomUUID()
  return askAndPrint(shell, options, { ask: 'place', key, wish: asked }, placedLines)
}

function withTerms(command: Command): Command {
  return command
    .option('--quantity <n>', 'contracts, or spreads', wholeBetween('--quantity', 1, 10_000), 1)
    .option('--limit <price>', 'the worst price per share; without it at market', priceOption('--limit'))
    .option('--stop <price>', 'the premium at which it is given up', priceOption('--stop'))
    .option('--take-profit <price>', 'the premium at which it is taken home', priceOption('--take-profit'))
    .option('--idea <name>', 'your own name for it, kept with the trade')
    .option('--key <key>', 'the same key never places twice; a new one is made without it')
    .option('--preview', 'show every check, cost and risk, and send nothing')
}

function addSingle(group: Command, shell: Shell, name: 'call' | 'put'): void {
  const command = askCommand(group, name, {
    summary: `buy a ${name}`,
    description: `Buy ${name}s to open, after every check, and say what the broker made of it.`,
    examples: `  legwork trade ${name} SPY 2026-12-18 650 --limit 5.20 --stop 4 --take-profit 8\n  legwork trade ${name} BRK.B 2026-12-18 480 --preview`,
  })
    .argument('<ticker>', 'e.g. SPY, $SPX, SPXW or BRK.B')
    .argument('<expiration>', 'YYYY-MM-DD', dayOption('<expiration>'))
    .argument('<strike>', 'dollars', priceOption('<strike>'))
  withTerms(command).action((ticker: string, day: TradingDay, strike: Price, options: TradeOptions) =>
    send(shell, options, wishOf(name === 'call' ? 'LONG_CALL' : 'LONG_PUT', ticker, day, [strike], options)),
  )
}

/** Adds the trades that a person begins. */
export function addTradeCommand(program: Command, shell: Shell): void {
  const group = program
    .command('trade')
    .summary('begin a trade by hand')
    .description('Begin a trade by hand: a call, a put or a vertical. Closing is legwork close.')
  addSingle(group, shell, 'call')
  addSingle(group, shell, 'put')
  const command = askCommand(group, 'vertical', {
    summary: 'open a vertical spread',
    description: 'Open a vertical spread for a credit or a debit, after every check.',
    examples:
      '  legwork trade vertical BULL_PUT_CREDIT SPY 2026-12-18 640,645 --limit 0.95 --stop 1.90 --take-profit 0.45',
  })
    .argument('<strategy>', HAND_STRATEGIES.filter((one) => !one.startsWith('LONG')).join(', '))
    .argument('<ticker>', 'e.g. SPY, $SPX, SPXW or BRK.B')
    .argument('<expiration>', 'YYYY-MM-DD', dayOption('<expiration>'))
    .argument('<strikes>', 'both, lowest first, with a comma', pricesOption('<strikes>'))
  withTerms(command).action(
    (name: string, ticker: string, day: TradingDay, strikes: readonly Price[], options: TradeOptions) => {
      const strategy = HAND_STRATEGIES.find((one) => one === name && !one.startsWith('LONG'))
      if (strategy === undefined) throw new UsageError(`trade vertical expects a vertical, got "${name}".`)
      return send(shell, options, wishOf(strategy, ticker, day, strikes, options))
    },
  )
}
