import { type Command, Option } from 'commander'
import type { OpenEngine } from '../engine-door.ts'
import { paintFor } from '../paint.ts'
import { screenFor } from '../screen-options.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { orUsageError } from '../usage-error.ts'
import { type EngineOptions, engineWish, withEngineOptions } from './engine-wish.ts'
import { wholeBetween } from '../option-values.ts'
import { EventLines } from './event-lines.ts'

interface StartOptions extends EngineOptions {
  readonly log: 'lines' | 'json'
  readonly color: boolean
}

const EXAMPLES = `
Examples:
  npm start
  legwork start --speed 1                        in the wall's own time
  legwork start --preset default --seed 7
  legwork start --market recorded:lean/ --preset recorded-lean
  LEGWORK_TRADIER_TOKEN=... LEGWORK_TRADIER_ACCOUNT=VA00000000 legwork start --broker sandbox

What is left out is as it was in this folder before. docs/engine.md tells what it does and how it is run for good.`

const LABEL_WIDTH = 9

/** The lines at the start: what engine it is, on what, by which rules. */
function headLines({ head, notes }: OpenEngine, screen: Screen): string[] {
  const paint = paintFor(screen.colour)
  const indent = ' '.repeat(LABEL_WIDTH)
  return [
    paint('title', 'Legwork engine'),
    ...head.flatMap(([label, text]) => {
      const [first = '', ...more] = wrapText(text, screen.columns - LABEL_WIDTH)
      return [`${paint('faint', label.padEnd(LABEL_WIDTH))}${first}`, ...more.map((line) => indent + line)]
    }),
    '',
    ...notes.flatMap((note) => wrapText(note, screen.columns)).map((line) => paint('faint', line)),
    paint('faint', 'Beside it: legwork status, trades, why TRADE, doctor. Ctrl-C ends it.'),
  ]
}

async function runStart(options: StartOptions, shell: Shell): Promise<void> {
  const screen = screenFor(shell, options)
  const isJson = options.log === 'json'
  const interrupted = shell.interrupted()
  const lines = new EventLines(screen)
  const early: string[] = []
  let told = false
  const write = (text: string): void => {
    if (told) shell.write(text)
    else early.push(text)
  }
  const engine = orUsageError(
    await shell.openEngine(engineWish(options), {
      onEvent(event) {
        if (!isJson) for (const line of lines.of(event)) write(`${line}\n`)
      },
      onLogLine: isJson ? (line) => shell.write(line) : null,
    }),
  )
  if (!isJson) shell.write(`${headLines(engine, screen).join('\n')}\n`)
  told = true
  for (const text of early) shell.write(text)
  let over = false
  try {
    over = await Promise.race([interrupted.then(() => false), engine.ended.then(() => true)])
  } finally {
    orUsageError(await engine.close())
  }
  if (isJson) return
  shell.write(
    `\n${over ? 'The market has come to its end.' : 'Ended.'} Everything is saved; npm start goes on from here.\n`,
  )
}

/** Adds `legwork start`: the engine, which `npm start` runs. */
export function addStartCommand(program: Command, shell: Shell): void {
  const command = program
    .command('start')
    .summary('run the engine: propose, enter, monitor, exit (npm start)')
    .description(
      'Run the engine on an account: it looks for spreads by the rules, enters them, mirrors the broker, watches and ' +
        'exits. Without anything else: on the built-in exchange with an invented market and play money.',
    )
  withEngineOptions(command)
    .addOption(
      new Option('--log <form>', 'what the terminal shows').choices(['lines', 'json']).default('lines'),
    )
    .option(
      '--port <n>',
      'the port of the API (also: LEGWORK_PORT; else 8730)',
      wholeBetween('--port', 0, 65_535),
    )
    .option('--no-api', 'run without the API')
    .option('--no-color', 'print without colour (also: NO_COLOR, or no terminal)')
    .addHelpText('after', EXAMPLES)
    .action((options: StartOptions) => runStart(options, shell))
}
