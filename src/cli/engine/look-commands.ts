import type { Command } from 'commander'
import { wholeBetween } from '../option-values.ts'
import type { Shell } from '../shell.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { orderTable, positionTable, tradeTable } from './book-tables.ts'
import { doctorLines } from './doctor-text.ts'
import { statusLines } from './status-text.ts'
import { storyLines } from './story-text.ts'

interface ListOptions extends AskOptions {
  readonly all?: boolean
  readonly count: number
}

const NOTE = '\n\nIn JSON, amounts are cents and prices units of 1/10,000 dollar per share.'

function withListOptions(command: Command): Command {
  return command
    .option('--all', 'also those that are over, the newest first')
    .option('--count <n>', 'how many of all', wholeBetween('--count', 1, 1_000), 50)
}

function addOrders(program: Command, shell: Shell): void {
  withListOptions(
    askCommand(program, 'orders', {
      summary: 'the orders at the broker',
      description: 'The orders that work, or the newest of all, with the trade that each is for.',
      examples: `  legwork orders\n  legwork orders --all${NOTE}`,
    }),
  ).action((options: ListOptions) =>
    askAndPrint(
      shell,
      options,
      { ask: 'orders', all: options.all === true, count: options.count },
      (orders, screen) => orderTable(orders, newest(orders, shell), screen),
    ),
  )
}

/** Adds the commands that only look: status, trades, positions, orders, why, doctor. */
export function addLookCommands(program: Command, shell: Shell): void {
  askCommand(program, 'status', {
    summary: 'how the engine and its account stand',
    description:
      'Mode, market, risk flags, heartbeats, money, open trades with P&L, working orders, the broker’s health.',
    examples: `  legwork status\n  legwork status --json --data /var/lib/legwork${NOTE}`,
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'status' }, statusLines))
  withListOptions(
    askCommand(program, 'trades', {
      summary: 'the trades, with P&L',
      description: 'The trades that are not over, or all of them.',
      examples: `  legwork trades\n  legwork trades --all --count 20${NOTE}`,
    }),
  ).action((options: ListOptions) =>
    askAndPrint(
      shell,
      options,
      { ask: 'trades', all: options.all === true, count: options.count },
      (trades, screen) => tradeTable(trades, newest(trades, shell), screen),
    ),
  )
  askCommand(program, 'positions', {
    summary: 'what the broker holds, and which trades explain it',
    description: 'The mirror of the broker’s positions, a row a contract; what no trade explains is named.',
    examples: `  legwork positions${NOTE}`,
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'positions' }, positionTable))
  addOrders(program, shell)
  askCommand(program, 'why', {
    summary: 'the story of a trade, its decisions made again',
    description:
      'Everything that happened to a trade, each change with its trigger, evidence and snapshot; its orders; and every decision made again from what it looked at, rule by rule.',
    examples: `  legwork why e83gbk\n  legwork why 01m89wtp81s9skm987jhs9avjt --json${NOTE}`,
  })
    .argument('<trade>', 'the id of a trade, or its last letters')
    .action((trade: string, options: AskOptions) =>
      askAndPrint(shell, options, { ask: 'why', trade }, storyLines),
    )
  askCommand(program, 'doctor', {
    summary: 'is it ready, and why was there no trade',
    description:
      'Looks at everything that an entry depends on, changes nothing, and says what stands in its way.',
    examples: '  legwork doctor\n  legwork doctor --json',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'doctor' }, doctorLines))
}

/** The present of a list is that of its newest row: the market's time may be far from the wall's. */
function newest(rows: readonly { readonly createdAt: ReturnType<Shell['now']> }[], shell: Shell) {
  return rows.reduce(
    (last, { createdAt }) => (createdAt > last ? createdAt : last),
    rows[0]?.createdAt ?? shell.now(),
  )
}
