import type { Command } from 'commander'
import type { Price } from '../../domain/money/price.ts'
import type { AdjustedProtection } from '../../service/trades/adjust-protection.ts'
import type { HandClose } from '../../service/trades/close-by-hand.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import { priceText, shortId } from '../engine/engine-text.ts'
import { priceOption, wholeBetween } from '../option-values.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'

/** `false` is what `--no-stop` leaves behind. */
interface AdjustOptions extends AskOptions {
  readonly stop?: Price | false
  readonly takeProfit?: Price | false
  readonly seenVersion?: number
}

/** What `--seen-version` means to a command on a trade. */
export const VERSION_TEXT = 'the version that you looked at; refused when it has changed since'

const HELD = {
  broker: 'held by the broker',
  engine: 'held by the watch of the engine',
} as const

function sideText(name: string, price: Price | null, screen: Screen): string {
  // The premium as it was written: that of a credit spread is stored as paid.
  return price === null ? `no ${name}` : `${name} ${priceText(Math.abs(price), screen)}`
}

function adjustedLines({ trade, protection }: AdjustedProtection, screen: Screen): string[] {
  const { stopLoss, takeProfit, heldBy } = protection
  const isNone = stopLoss === null && takeProfit === null
  const holder = isNone ? '' : `, ${heldBy === null ? 'held by nobody yet' : HELD[heldBy]}`
  const sides = `${sideText('stop', stopLoss, screen)}, ${sideText('take profit', takeProfit, screen)}`
  return wrapText(
    `Trade ${shortId(trade.id)}: ${sides}${holder}; it is at version ${trade.version}.`,
    screen.columns,
  )
}

const asked = (price: Price | false | undefined): Price | null | 'keep' =>
  price === undefined ? 'keep' : price === false ? null : price

/** What a close at the market or at a limit came to, in a sentence. */
export function closedLines({ trade, outcome, orderId, state }: HandClose, screen: Screen): string[] {
  const id = shortId(trade.id)
  const texts: Readonly<Record<HandClose['outcome'], string>> = {
    sent: `a closing order was sent, ${orderId === null ? `it is ${state}` : `order ${orderId}`}; legwork why ${id} follows it.`,
    waits: 'its bracket is cancelled first, and the closing order follows by itself.',
    closed_by_bracket: 'its bracket had filled meanwhile and has closed it; no order was sent.',
  }
  return wrapText(`Trade ${id}: ${texts[outcome]}`, screen.columns)
}

/** Adds the command that changes the stop and the take profit of a trade. */
export function addProtectionCommand(program: Command, shell: Shell): void {
  askCommand(program, 'adjust', {
    summary: 'change the stop and the take profit of a trade',
    description:
      'Change stop and take profit. The old bracket is cancelled and proven dead before the new one is placed; of a spread the engine watches them. A side that is left out stays.',
    examples:
      '  legwork adjust e83gbk --stop 4 --take-profit 9\n  legwork adjust e83gbk --stop 4.50\n  legwork adjust e83gbk --no-take-profit',
  })
    .argument('<trade>', 'the id of a trade, or its last letters')
    .option('--stop <price>', 'the premium at which it is given up', priceOption('--stop'))
    .option('--no-stop', 'take the stop away')
    .option('--take-profit <price>', 'the premium at which it is taken home', priceOption('--take-profit'))
    .option('--no-take-profit', 'take the take profit away')
    .option('--seen-version <n>', VERSION_TEXT, wholeBetween('--seen-version', 0, 1_000_000))
    .action((trade: string, { stop, takeProfit, seenVersion, ...options }: AdjustOptions) => {
      if (stop === undefined && takeProfit === undefined)
        throw new UsageError('adjust expects --stop, --take-profit, --no-stop or --no-take-profit.')
      const request = {
        trade,
        version: seenVersion ?? null,
        stopLoss: asked(stop),
        takeProfit: asked(takeProfit),
      }
      return askAndPrint(shell, options, { ask: 'adjust', ...request }, adjustedLines)
    })
}
