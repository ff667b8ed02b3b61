import { type Command, Option } from 'commander'
import type { Price } from '../../domain/money/price.ts'
import { parsePrice } from '../../domain/money/price-text.ts'
import { parseNetPrice } from '../../domain/spread/net-price.ts'
import { isStrategy } from '../../domain/spread/strategy-table.ts'
import type { CancelReport } from '../../service/engine/cancel-orders.ts'
import type { SentClose } from '../../service/engine/close-trade.ts'
import type { SentCover } from '../../service/engine/cover-short.ts'
import type { FlattenReport } from '../../service/engine/flatten.ts'
import type { EntryGate } from '../../service/engine/stop-entries.ts'
import type { TradeLine } from '../../service/engine/trade-line.ts'
import { dayOption, priceOption, pricesOption, rootOption, wholeBetween } from '../option-values.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { tradeTable } from './book-tables.ts'
import { closedLines, VERSION_TEXT } from '../trades/protection-command.ts'
import { priceText, shortId } from './engine-text.ts'

interface ReasonOptions extends AskOptions {
  readonly reason: string
}
interface ConfirmOptions extends AskOptions {
  readonly confirm?: string
}

function gateLines({ account, open, flags }: EntryGate, screen: Screen): string[] {
  if (open) return [`${account}: entries are allowed.`]
  const named = flags.map(({ flag, reason }) => `${flag} (${reason})`).join('; ')
  return wrapText(`${account}: entries are stopped by ${named}. Exits go on.`, screen.columns)
}

function cancelLines({ asked, stillWorking, foreign }: CancelReport, screen: Screen): string[] {
  const text = [
    asked.length === 0 ? 'No order of ours works.' : `Asked to cancel ${asked.join(', ')}.`,
    stillWorking.length === 0 ? '' : `Still working: ${stillWorking.join(', ')}; look again in a moment.`,
    foreign.length === 0
      ? ''
      : `Left alone, as they are not ours: ${foreign.join(', ')} (--everything takes them too).`,
  ]
  return text.filter((line) => line !== '').flatMap((line) => wrapText(line, screen.columns))
}

function closeLine({ tradeId, spreads, orderId, state }: SentClose): string {
  const order = orderId === null ? `it is ${state}` : `order ${orderId}`
  return `Trade ${shortId(tradeId)}: a closing order for ${spreads} was sent, ${order}; legwork why ${shortId(tradeId)} follows it.`
}

function flattenLines({ cancelled, closing, left, unclaimed }: FlattenReport, screen: Screen): string[] {
  return [
    'Entries are paused until legwork resume.',
    ...cancelLines(cancelled, screen),
    ...closing.map(closeLine),
    ...left.flatMap(({ message }) => wrapText(message, screen.columns)),
    ...unclaimed.map(({ symbol, quantity }) => `${symbol}: ${quantity} belong to no trade and were left.`),
  ]
}

function coverLines({ symbol, contracts, limit, orderId, outcome }: SentCover, screen: Screen): string[] {
  const text = `Buy to close ${contracts} ${symbol} at ${priceText(limit, screen)}: ${outcome}${orderId === null ? '' : `, order ${orderId}`}.`
  const more =
    outcome === 'unknown'
      ? ['It may have been sent: look at legwork orders before you do anything else.']
      : []
  return [...wrapText(text, screen.columns), ...more]
}

const oneTrade = (trade: TradeLine, screen: Screen): string[] => tradeTable([trade], trade.createdAt, screen)

function addStops(program: Command, shell: Shell): void {
  const reason = new Option('--reason <text>', 'what is written beside it').default('by hand')
  askCommand(program, 'pause', {
    summary: 'stop entries; exits go on',
    description: 'Stop entries until legwork resume. The monitor and exits go on.',
    examples: '  legwork pause --reason "earnings week"',
  })
    .addOption(reason)
    .action((options: ReasonOptions) =>
      askAndPrint(shell, options, { ask: 'pause', reason: options.reason }, gateLines),
    )
  askCommand(program, 'resume', {
    summary: 'allow entries again after a pause',
    description: 'End a pause. What else stops entries stays and is named.',
    examples: '  legwork resume',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'resume' }, gateLines))
  askCommand(program, 'hard-stop', {
    summary: 'stop entries until released by name',
    description:
      'Stop entries until a person releases them with a typed confirmation; restarts do not end it.',
    examples:
      '  legwork hard-stop --reason "looks wrong"\n  legwork hard-stop --release --confirm "release exchange:SYN1"',
  })
    .addOption(reason)
    .option('--release', 'end it, and whatever else waits for a person')
    .option('--confirm <words>', 'the confirmation that the release asks for')
    .action((options: ReasonOptions & ConfirmOptions & { readonly release?: boolean }) =>
      options.release === true
        ? askAndPrint(shell, options, { ask: 'release', typed: options.confirm ?? '' }, gateLines)
        : askAndPrint(shell, options, { ask: 'hard_stop', reason: options.reason }, gateLines),
    )
}

/** `market` is the order's here, not the exchange's. */
interface CloseOptions extends Omit<ConfirmOptions, 'market'> {
  readonly market?: boolean
  readonly limit?: Price
  readonly seenVersion?: number
  readonly shortLeg?: boolean
}

function sendClose(shell: Shell, trade: string, given: CloseOptions): Promise<void> {
  const { market, limit, seenVersion, shortLeg, confirm, ...options } = given
  if (shortLeg === true)
    return askAndPrint(shell, options, { ask: 'cover', trade, typed: confirm ?? null }, coverLines)
  if (market === true || limit !== undefined) {
    const order = { kind: limit === undefined ? 'market' : 'limit', limit: limit ?? null } as const
    const request = { ask: 'close_at', trade, version: seenVersion ?? null, ...order } as const
    return askAndPrint(shell, options, request, closedLines)
  }
  if (seenVersion !== undefined) throw new UsageError('--seen-version goes with --market or --limit.')
  return askAndPrint(shell, options, { ask: 'close', trade }, (sent) => [closeLine(sent)])
}

function addClosing(program: Command, shell: Shell): void {
  askCommand(program, 'cancel-all', {
    summary: 'cancel every working order',
    description:
      'Cancel every working order of ours. An exit that is still due is sent again by the next monitor.',
    examples: '  legwork cancel-all\n  legwork cancel-all --everything',
  })
    .option('--everything', 'orders of other hands too')
    .action((options: AskOptions & { readonly everything?: boolean }) =>
      askAndPrint(
        shell,
        options,
        { ask: 'cancel_all', everything: options.everything === true },
        cancelLines,
      ),
    )
  askCommand(program, 'flatten', {
    summary: 'close every open trade (typed confirmation)',
    description:
      'Pause entries, cancel working ones and send a closing order for every open trade, managed or not.',
    examples: '  legwork flatten --confirm "flatten exchange:SYN1"',
  })
    .option('--confirm <words>', 'the confirmation that it asks for')
    .action((options: ConfirmOptions) =>
      askAndPrint(shell, options, { ask: 'flatten', typed: options.confirm ?? '' }, flattenLines),
    )
  askCommand(program, 'close', {
    summary: 'close a trade now',
    description:
      'Send a closing order for a trade, whoever manages it, its bracket cancelled first: along the ladder of exits, or as --market or --limit say. With --short-leg: buy back a short that its long leg covers no more, at the ask; it asks for a confirmation.',
    examples:
      '  legwork close e83gbk\n  legwork close e83gbk --limit 5.40\n  legwork close e83gbk --short-leg --confirm SPY261202P00659000',
  })
    .argument('<trade>', 'the id of a trade, or its last letters')
    .addOption(new Option('--market', 'at the market').conflicts(['limit', 'shortLeg']))
    .addOption(
      new Option('--limit <price>', 'per share: received at least, of a credit spread paid at most')
        .argParser(priceOption('--limit'))
        .conflicts('shortLeg'),
    )
    .option('--seen-version <n>', VERSION_TEXT, wholeBetween('--seen-version', 0, 1_000_000))
    .option('--short-leg', 'buy back an uncovered short only')
    .option('--confirm <symbol>', 'the symbol of the short, as it asks for')
    .action((trade: string, options: CloseOptions) => sendClose(shell, trade, options))
}

interface AdoptOptions extends AskOptions {
  readonly strategy: string
  readonly root: string
  readonly expiration: ReturnType<ReturnType<typeof dayOption>>
  readonly strikes: ReturnType<ReturnType<typeof pricesOption>>
  readonly quantity: number
  readonly entry?: string
  readonly manage?: boolean
}

function entryOf(text: string | undefined) {
  if (text === undefined) return null
  const [amount = '', effect = ''] = text.trim().split(/\s+/)
  const isEffect = effect === 'credit' || effect === 'debit' || effect === 'even'
  const price = parsePrice(amount)
  const read = isEffect && price.ok ? parseNetPrice(effect, price.value) : null
  if (read?.ok === true) return read.value
  throw new UsageError(`--entry expects a price per share and its effect, e.g. "0.95 credit", got "${text}".`)
}

function addOwnership(program: Command, shell: Shell): void {
  askCommand(program, 'manage', {
    summary: 'let the engine exit a trade, or not',
    description:
      'Put a trade into the engine’s hands (on) or take it out of them (off). A person may always close it.',
    examples: '  legwork manage e83gbk off',
  })
    .argument('<trade>', 'the id of a trade, or its last letters')
    .argument('<on|off>', 'whether the engine may exit it')
    .action((trade: string, word: string, options: AskOptions) => {
      if (word !== 'on' && word !== 'off') throw new UsageError(`manage expects on or off, got "${word}".`)
      return askAndPrint(shell, options, { ask: 'manage', trade, managed: word === 'on' }, oneTrade)
    })
  askCommand(program, 'adopt', {
    summary: 'make a trade of a spread begun elsewhere',
    description:
      'Make a trade of a spread that the broker holds and no trade explains. Without --entry its profit stays unknown.',
    examples:
      '  legwork adopt --strategy BULL_PUT_CREDIT --root SPY --expiration 2026-12-18 --strikes 645,650 \\\n    --entry "0.95 credit" --manage',
  })
    .requiredOption('--strategy <name>', 'e.g. BULL_PUT_CREDIT')
    .requiredOption('--root <root>', 'the root of its symbols, e.g. SPXW', rootOption('--root'))
    .requiredOption('--expiration <day>', 'YYYY-MM-DD', dayOption('--expiration'))
    .requiredOption('--strikes <prices>', 'lowest first, with commas', pricesOption('--strikes'))
    .option('--quantity <n>', 'spreads', wholeBetween('--quantity', 1, 10_000), 1)
    .option('--entry <price>', 'what one brought or cost, e.g. "0.95 credit"')
    .option('--manage', 'let the engine exit it')
    .action((options: AdoptOptions) => {
      const { strategy, root, expiration, strikes, quantity, entry, manage } = options
      if (!isStrategy(strategy))
        throw new UsageError(`--strategy expects a strategy such as BULL_PUT_CREDIT, got "${strategy}".`)
      const terms = {
        strategy,
        root,
        expiration,
        strikes: [...strikes],
        quantity,
        entry: entryOf(entry),
        managed: manage === true,
      }
      return askAndPrint(shell, options, { ask: 'adopt', terms }, oneTrade)
    })
}

/** Adds the commands of a person's hand: stops, closing, ownership. */
export function addHandCommands(program: Command, shell: Shell): void {
  addStops(program, shell)
  addClosing(program, shell)
  addOwnership(program, shell)
}
