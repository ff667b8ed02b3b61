import type { Command } from 'commander'
import type { Screen, Shell } from './shell.ts'

/** The options that every command has. */
export interface OutputOptions {
  readonly json?: boolean
  /** False after --no-color. */
  readonly color: boolean
}

/** Adds what every command ends with: `--json`, `--no-color`, and its examples in the help. */
export function withOutputOptions(command: Command, examples: string): Command {
  return command
    .option('--json', 'print one JSON document instead of text')
    .option('--no-color', 'print without colour (also: NO_COLOR, or no terminal)')
    .addHelpText('after', examples)
}

/** The screen as the options leave it. */
export function screenFor(shell: Shell, { color }: OutputOptions): Screen {
  return { ...shell.screen, colour: shell.screen.colour && color }
}

/** Prints lines, or the JSON document when that was asked for. */
export function print(
  shell: Shell,
  options: OutputOptions,
  document: () => unknown,
  lines: (screen: Screen) => readonly string[],
): void {
  if (options.json === true) shell.write(`${JSON.stringify(document(), null, 2)}\n`)
  else shell.write(`${lines(screenFor(shell, options)).join('\n')}\n`)
}
