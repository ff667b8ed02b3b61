import { Command, CommanderError } from 'commander'
import { addAccountCommand } from './accounts/account-command.ts'
import { addChainCommand } from './chain-command.ts'
import { addPriceCommand } from './price-command.ts'
import { addScanCommand } from './scan-command.ts'
import { addBackupCommands } from './engine/backup-commands.ts'
import { addCycleCommands } from './engine/cycle-commands.ts'
import { addDifferenceCommands } from './engine/difference-commands.ts'
import { addHandCommands } from './engine/hand-commands.ts'
import { addLookCommands } from './engine/look-commands.ts'
import { addSettingsCommands } from './engine/settings-commands.ts'
import { addStartCommand } from './engine/start-command.ts'
import { addKeyCommand } from './people/key-commands.ts'
import { addUserCommand } from './people/user-commands.ts'
import { addVaultCommand } from './people/vault-commands.ts'
import { addExchangeCommand } from './exchange-command.ts'
import type { Shell } from './shell.ts'
import { addExportCommand } from './trades/export-command.ts'
import { addProtectionCommand } from './trades/protection-command.ts'
import { addTradeCommand } from './trades/trade-command.ts'
import { UsageError } from './usage-error.ts'

/** What the process ends with. */
export const EXIT = { ok: 0, usage: 2, bug: 70 } as const

const DESCRIPTION =
  'A self-hosted engine for option spreads: it proposes, enters, watches and exits, on its own exchange, at Tradier’s ' +
  'sandbox or live. Without a command it starts, on an invented market with play money.'

function buildProgram(shell: Shell): Command {
  const program = new Command('legwork')
    .description(DESCRIPTION)
    .version(shell.version, '-V, --version', 'print the version')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => shell.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(100, shell.screen.columns),
      getOutHasColors: () => shell.screen.colour,
    })
    .addHelpText('after', '\nEach command has its own --help with examples, e.g. legwork chain --help.')
  program.commandsGroup('The engine:')
  addStartCommand(program, shell)
  addLookCommands(program, shell)
  addCycleCommands(program, shell)
  program.commandsGroup("A person's hand:")
  addTradeCommand(program, shell)
  addHandCommands(program, shell)
  addProtectionCommand(program, shell)
  addDifferenceCommands(program, shell)
  addExportCommand(program, shell)
  addSettingsCommands(program, shell)
  program.commandsGroup('People, accounts and secrets:')
  addAccountCommand(program, shell)
  addUserCommand(program, shell)
  addKeyCommand(program, shell)
  addVaultCommand(program, shell)
  addBackupCommands(program, shell)
  program.commandsGroup('Chains, prices and the exchange:')
  addScanCommand(program, shell)
  addChainCommand(program, shell)
  addPriceCommand(program, shell)
  addExchangeCommand(program, shell)
  return program
}

/** The parser's complaint as one sentence. */
function parserSentence({ message }: CommanderError): string {
  const sold = /^error: unknown option '(-[A-Za-z]+\d*\d{6}[CPcp]\d{8})'/.exec(message)?.[1]
  if (sold !== undefined) return `Symbols with a sign stand after all options and --: -- ${sold}.`
  const [first = '', ...others] = message.replace(/^error: /, '').split('\n')
  const hint = others
    .join(' ')
    .trim()
    .replace(/^\(Did you mean (.*)\?\)$/, ' (did you mean $1?)')
  return `${first.replace(/\.$/, '')}${hint}; legwork --help shows what there is.`
}

/**
 * Runs a command line and returns the exit code: 0 when it was done, 2 with one sentence on standard error
 * when it cannot be done as asked, 70 with a stack when the program is wrong.
 *
 * @param words the command line without the program's own name; none runs the engine
 */
export async function runCli(words: readonly string[], shell: Shell): Promise<number> {
  try {
    await buildProgram(shell).parseAsync(words.length === 0 ? ['start'] : words, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.ok
      shell.complain(`legwork: ${parserSentence(error)}\n`)
      return EXIT.usage
    }
    if (error instanceof UsageError) {
      shell.complain(`legwork: ${error.message}\n`)
      return EXIT.usage
    }
    const stack = error instanceof Error ? error.stack : String(error)
    shell.complain(`legwork: this is a bug in Legwork; please report it with the lines below.\n${stack}\n`)
    return EXIT.bug
  }
}
