import type { Command } from 'commander'
import type { MonitorLines, ProposalReport, SyncReport } from '../engine-door.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { type AskOptions, askAndPrint, askCommand } from './ask-command.ts'
import { momentText, priceText, profitText, shortId, wordsOf } from './engine-text.ts'
import { EventLines } from './event-lines.ts'

function syncLines({ at, state, trouble, snapshotId }: SyncReport): string[] {
  return [
    `${momentText(at)}: the account was read, ${state}${trouble === null ? '' : ` (${trouble})`}; snapshot ${snapshotId}.`,
  ]
}

function proposalLines(report: ProposalReport, screen: Screen): string[] {
  const lines = new EventLines(screen).of({ kind: 'rules', report })
  const found = report.proposals.map(
    ({ label, score, mid, natural }) =>
      `  ${score.toFixed(0).padStart(3)}  ${label}   mid ${priceText(mid, screen)}   at once ${priceText(natural, screen)}`,
  )
  const entries = report.entries.map(
    ({ label, sent, code }) =>
      `  ${sent ? 'sent' : 'not sent'}  ${label}: ${sent ? `order ${code}` : wordsOf(code)}`,
  )
  return [
    ...lines.filter((line) => line !== ''),
    ...(found.length === 0 ? [] : ['Found, by score:', ...found]),
    ...(entries.length === 0 ? [] : ['Entries:', ...entries]),
  ]
}

function monitorText(
  { at, snapshot, trouble, judged, exits, closed }: MonitorLines,
  screen: Screen,
): string[] {
  const head = `${momentText(at)}: snapshot ${snapshot}${trouble === null ? '' : ` (${trouble})`}, ${judged.length} trades judged, ${exits.length} exits, ${closed} closed.`
  return [
    ...wrapText(head, screen.columns),
    ...judged.map(
      ({ tradeId, unrealizedCents, trigger }) =>
        `  ${shortId(tradeId)}  ${profitText(unrealizedCents, screen)}${trigger === null ? '' : `  ${wordsOf(trigger)}`}`,
    ),
    ...exits.map(
      ({ tradeId, reason, outcome }) => `  ${shortId(tradeId)}  ${wordsOf(reason)}: ${wordsOf(outcome)}`,
    ),
  ]
}

const HERE = 'Done by the engine that runs; when none runs, one is opened for it and closed again.'

/** Adds the commands that run one cycle now: sync, propose, enter, monitor. */
export function addCycleCommands(program: Command, shell: Shell): void {
  askCommand(program, 'sync', {
    summary: 'read the account anew',
    description: `Read balances, positions and orders together and mirror them. ${HERE}`,
    examples: '  legwork sync',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'sync' }, syncLines))
  askCommand(program, 'propose', {
    summary: 'run the rules, enter nothing',
    description: `Run the rules over every enabled underlying and store what they find. ${HERE}`,
    examples: '  legwork propose',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'propose' }, proposalLines))
  askCommand(program, 'enter', {
    summary: 'run the rules and enter what qualifies',
    description: `Run the rules and enter the best until a limit says no. ${HERE}`,
    examples: '  legwork enter',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'enter' }, proposalLines))
  askCommand(program, 'monitor', {
    summary: 'run the monitor once',
    description: `Mirror, repair, judge every open trade, send the exits that are due. ${HERE}`,
    examples: '  legwork monitor',
  }).action((options: AskOptions) => askAndPrint(shell, options, { ask: 'monitor' }, monitorText))
}
