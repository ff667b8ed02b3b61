import type { Command } from 'commander'
import type { AccountStanding } from '../../service/accounts/account-standing.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'

const ENVIRONMENTS = ['exchange', 'sandbox', 'live'] as const
type Environment = (typeof ENVIRONMENTS)[number]

const VERBS = `Verbs:
  list                 the accounts of the engine's user, and whether they run
  open exchange        one more paper account on the built-in exchange
  open sandbox:VA...   an account at Tradier, whose token was given before
  close NAME           end its cycles; everything stored stays
  token sandbox:VA...  give or change its token, read from standard input, never from the command line
  live NAME off        switch money off and end its cycles; it is switched on by a person who is signed in`

/** One line an account: its name, and how it stands. */
export function standingLines(standings: readonly AccountStanding[], screen: Screen): readonly string[] {
  if (standings.length === 0) return ['There is no account yet.']
  const width = Math.max(...standings.map(({ account }) => account.length))
  return standings.flatMap(({ account, isOpen, trouble, isLiveOn }) => {
    const state = isOpen ? 'runs' : trouble === null ? 'closed' : 'waits'
    const money = isLiveOn ? ', trades money' : ''
    const head = `${account.padEnd(width)}  ${state}${money}`
    return trouble === null
      ? [head]
      : [head, ...wrapText(trouble, screen.columns - 2).map((line) => `  ${line}`)]
  })
}

const one = (standing: AccountStanding, screen: Screen) => standingLines([standing], screen)

/** The account that a person names: `exchange`, or `environment:number`. */
function readName(text: string | undefined): {
  readonly environment: Environment
  readonly accountId: string | null
} {
  const [word = '', accountId = null] = (text ?? '').split(':', 2)
  const environment = ENVIRONMENTS.find((known) => known === word)
  if (environment !== undefined && accountId !== '') return { environment, accountId }
  throw new UsageError(`account expects exchange, sandbox:NUMBER or live:NUMBER, got "${text ?? ''}".`)
}

async function giveToken(shell: Shell, options: AskOptions, name: string | undefined): Promise<void> {
  const { environment, accountId } = readName(name)
  if (environment === 'exchange' || accountId === null) {
    throw new UsageError(
      'account token expects sandbox:NUMBER or live:NUMBER; the exchange makes its own tokens.',
    )
  }
  const token = (await shell.readSecret(`Token of ${name}: `)).trim()
  if (token === '') throw new UsageError('account token expects the token on standard input.')
  return askAndPrint(
    shell,
    options,
    { ask: 'account_token', environment, accountId, token },
    ({ account }) => [
      `The token of ${account} is sealed and kept; legwork account open ${account} begins its cycles.`,
    ],
  )
}

function switchOff(
  shell: Shell,
  options: AskOptions,
  account: string | undefined,
  word: string | undefined,
): Promise<void> {
  if (word === 'off' && account !== undefined) {
    return askAndPrint(shell, options, { ask: 'account_live_off', account }, one)
  }
  throw new UsageError(
    'account live expects the name of an account and off; money is switched on by a person who is signed in, with a second factor.',
  )
}

/** Adds `legwork account`. */
export function addAccountCommand(program: Command, shell: Shell): void {
  askCommand(program, 'account', {
    summary: 'list, open and close accounts; give a token',
    description: `The accounts that this process runs beside its own.\n\n${VERBS}`,
    examples:
      '  legwork account list\n  legwork account open exchange\n  legwork account token sandbox:VA12345678 < token.txt',
  })
    .argument('[verb]', 'list, open, close, token or live', 'list')
    .argument('[name]', 'the account')
    .argument('[word]', 'off, after live')
    .action((verb: string, name: string | undefined, word: string | undefined, options: AskOptions) => {
      switch (verb) {
        case 'list':
          return askAndPrint(shell, options, { ask: 'account_list' }, standingLines)
        case 'open':
          return askAndPrint(shell, options, { ask: 'account_open', ...readName(name) }, one)
        case 'close':
          if (name === undefined) throw new UsageError('account close expects the name of an account.')
          return askAndPrint(shell, options, { ask: 'account_close', account: name }, one)
        case 'token':
          return giveToken(shell, options, name)
        case 'live':
          return switchOff(shell, options, name, word)
        default:
          throw new UsageError(`account expects list, open, close, token or live, got "${verb}".`)
      }
    })
}
