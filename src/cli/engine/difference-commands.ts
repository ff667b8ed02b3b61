import type { Command } from 'commander'
import type { ResetReport } from '../../service/engine/accept-reset.ts'
import type { BreakLine } from '../../service/engine/resolve-break.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { momentText, shortId, wordsOf } from './engine-text.ts'

/** A break as lines: what differs, since when, and how it ends or ended. */
export function breakLines(
  { id, symbol, cause, difference, openedAt, resolution, endedBy }: BreakLine,
  screen: Screen,
): string[] {
  const what = `${shortId(id)}  ${symbol}: ${difference} that fills do not explain (${wordsOf(cause)}), since ${momentText(openedAt)}.`
  const end = resolution === null ? `${endedBy} ends it.` : `Resolved ${resolution}.`
  return [...wrapText(what, screen.columns), ...wrapText(`  ${end}`, screen.columns)]
}

function listLines(breaks: readonly BreakLine[], screen: Screen): string[] {
  if (breaks.length === 0) return ['Nothing differs from what fills explain.']
  return breaks.flatMap((one) => breakLines(one, screen))
}

/** What accepting a reset does or did, as lines. */
export function resetLines(report: ResetReport, screen: Screen): string[] {
  const { account, accepted, phrase, reason, epochBefore, epochAfter, trades, orders, breaks } = report
  const wrap = (text: string): string[] => wrapText(text, screen.columns)
  const moved = trades.filter(({ from, to }) => from !== to)
  const same = trades.filter(({ from, to }) => from === to)
  return [
    ...wrap(
      accepted
        ? `${account} is in epoch ${epochAfter}: the reset is accepted, and entries are no longer stopped by it.`
        : `${account} looks reset (${reason}). Nothing is changed yet; accepting it ends epoch ${epochBefore}:`,
    ),
    ...moved.flatMap(({ tradeId, underlying, from, to }) =>
      wrap(
        `  trade ${shortId(tradeId)} ${underlying}: ${from} → ${to}${to === 'CLOSED' ? ', price and profit unknown' : ''}`,
      ),
    ),
    ...same.flatMap(({ tradeId, underlying, from }) =>
      wrap(
        `  trade ${shortId(tradeId)} ${underlying}: stays ${from}; the broker holds it or its price is waited for`,
      ),
    ),
    ...orders.flatMap(({ role, orderId, from, to }) =>
      wrap(`  ${role.toLowerCase()} order ${orderId ?? 'that was never confirmed'}: ${from} → ${to}`),
    ),
    ...(breaks.length === 0 ? [] : wrap(`  breaks resolved: ${breaks.join(', ')}`)),
    ...(accepted ? [] : wrap(`To do it: legwork accept-reset --confirm "${phrase}"`)),
  ]
}

interface ResolveOptions extends AskOptions {
  readonly note: string
}

/** Adds the commands that end what stands between books and broker: breaks one by one, and a reset as a whole. */
export function addDifferenceCommands(program: Command, shell: Shell): void {
  const breaks = program
    .command('break')
    .summary('differences between books and broker')
    .description('Differences between the broker and what fills explain: list them, or accept one by hand.')
    .helpCommand(false)
  askCommand(breaks, 'list', {
    summary: 'what stands open',
    description: 'List the differences that stand open. Entries in their underlyings wait.',
    examples: '  legwork break list\n  legwork break list --json',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'breaks' }, listLines))
  askCommand(breaks, 'resolve', {
    summary: 'accept a difference by hand, with a note',
    description:
      'Accept a difference by hand: entries in its underlying go on and its evidence stays. It changes no trade.',
    examples: '  legwork break resolve 3f9a0c2e --note "bought 5 shares in the app"',
  })
    .argument('<break>', 'the id of a break, or its last letters')
    .requiredOption('--note <text>', 'what explains it')
    .action((name: string, options: ResolveOptions) =>
      askAndPrint(shell, options, { ask: 'resolve_break', break: name, note: options.note }, breakLines),
    )
  askCommand(program, 'accept-reset', {
    summary: 'accept that the broker has reset the account',
    description:
      'Show what accepting a suspected reset of the account does; with the typed confirmation, do it. Open trades that the broker does not hold are closed with price and profit unknown, and the account’s orders begin anew.',
    examples: '  legwork accept-reset\n  legwork accept-reset --confirm "accept reset sandbox:VA12345678"',
  })
    .option('--confirm <words>', 'the confirmation that it asks for')
    .action((options: AskOptions & { readonly confirm?: string }) =>
      askAndPrint(shell, options, { ask: 'accept_reset', typed: options.confirm ?? null }, resetLines),
    )
}
