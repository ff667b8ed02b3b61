import type { Command } from 'commander'
import type { EngineAnswers, RequestOf } from '../engine-door.ts'
import type { EngineAsk } from '../../contract/engine-request.ts'
import { type OutputOptions, print, withOutputOptions } from '../screen-options.ts'
import type { Screen, Shell } from '../shell.ts'
import { orUsageError } from '../usage-error.ts'
import { type EngineOptions, engineWish, withDataOption } from './engine-wish.ts'

/** The options that every question has. */
export interface AskOptions extends EngineOptions, OutputOptions {}

/** Asks and prints: the answer as JSON as it is, or as lines. */
export async function askAndPrint<Ask extends EngineAsk>(
  shell: Shell,
  options: AskOptions,
  request: RequestOf<Ask>,
  lines: (answer: EngineAnswers[Ask], screen: Screen) => readonly string[],
): Promise<void> {
  const answer = orUsageError(await shell.askEngine<Ask>(engineWish(options), request))
  print(
    shell,
    options,
    () => answer,
    (screen) => lines(answer, screen),
  )
}

/** A command that asks an engine: `--data`, `--account`, `--json`, `--no-color` and its examples. */
export function askCommand(
  program: Command,
  name: string,
  texts: { readonly summary: string; readonly description: string; readonly examples: string },
): Command {
  const command = program.command(name).summary(texts.summary).description(texts.description)
  withDataOption(command).option(
    '--account <name>',
    'which account, as legwork account list names it; else the engine’s own',
  )
  return withOutputOptions(command, `\nExamples:\n${texts.examples}`)
}
