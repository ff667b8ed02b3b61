import { type Command, Option } from 'commander'
import { formatNewYork } from '../../domain/calendar/new-york-time.ts'
import type { Instant } from '../../domain/calendar/instant.ts'
import type { IssuedCode } from '../../service/people/invite-person.ts'
import type { PersonLine } from '../../service/people/list-people.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import { wholeBetween } from '../option-values.ts'
import { paintFor } from '../paint.ts'
import type { Screen, Shell } from '../shell.ts'
import { renderTable, wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'

interface UserOptions extends AskOptions {
  readonly role: 'admin' | 'member'
  readonly hours: number
}

/** A moment of the wall, in New York as everywhere here. */
export function momentText(at: Instant | null): string {
  return at === null ? '' : formatNewYork(at).slice(0, 16).replace('T', ' ')
}

function personTable(people: readonly PersonLine[], screen: Screen): readonly string[] {
  if (people.length === 0) return ['Nobody has joined yet; legwork user first-code lets the first person in.']
  const column = (head: string, cells: readonly string[]) => ({ head, cells, align: 'left' as const })
  return renderTable(
    [
      column(
        'address',
        people.map(({ email }) => email),
      ),
      column(
        'name',
        people.map(({ name }) => name),
      ),
      column(
        'role',
        people.map(({ role }) => role),
      ),
      column(
        'second factor',
        people.map(({ hasSecondFactor }) => (hasSecondFactor ? 'yes' : 'no')),
      ),
      column(
        'since',
        people.map(({ createdAt }) => momentText(createdAt)),
      ),
      column(
        'disabled',
        people.map(({ disabledAt }) => momentText(disabledAt)),
      ),
    ],
    paintFor(screen.colour),
  )
}

function codeLines({ code, kind, expiresAt }: IssuedCode, screen: Screen): readonly string[] {
  const use =
    kind === 'join'
      ? 'Whoever has it may join, once. It is shown this once only.'
      : 'Whoever has it may set the password anew, once. It is shown this once only.'
  return [code, ...wrapText(`${use} It is good until ${momentText(expiresAt)}, New York.`, screen.columns)]
}

function disabledLines({ email, disabledAt }: PersonLine, screen: Screen): readonly string[] {
  return wrapText(
    disabledAt === null
      ? `${email} may sign in again.`
      : `${email} is signed out everywhere and cannot sign in; keys open nothing. Open trades are watched and exited as before.`,
    screen.columns,
  )
}

/** Adds `legwork user`. */
export function addUserCommand(program: Command, shell: Shell): void {
  askCommand(program, 'user', {
    summary: 'list, invite, disable and reset people',
    description:
      'list; first-code; invite; disable ADDRESS; enable ADDRESS; reset-password ADDRESS. Codes are shown once and stored as a hash.',
    examples:
      '  legwork user list\n  legwork user invite --role member --hours 24\n  legwork user disable ann@example.com\n  legwork user reset-password ann@example.com',
  })
    .argument('[verb]', 'list, first-code, invite, disable, enable or reset-password', 'list')
    .argument('[address]', 'the address that somebody signs in with')
    .addOption(
      new Option('--role <role>', 'of whoever is invited').choices(['member', 'admin']).default('member'),
    )
    .option('--hours <n>', 'how long an invitation is good', wholeBetween('--hours', 1, 336), 72)
    .action((verb: string, address: string | undefined, options: UserOptions) =>
      userVerb(shell, verb, address, options),
    )
}

function userVerb(
  shell: Shell,
  verb: string,
  email: string | undefined,
  options: UserOptions,
): Promise<void> {
  const { role, hours } = options
  if (email === undefined) {
    if (verb === 'list') return askAndPrint(shell, options, { ask: 'user_list' }, personTable)
    if (verb === 'invite') return askAndPrint(shell, options, { ask: 'user_invite', role, hours }, codeLines)
    if (verb === 'first-code') {
      return askAndPrint(shell, options, { ask: 'user_first_code' }, ({ code }) => [
        code,
        'Whoever has it may join as the admin, once.',
      ])
    }
  } else {
    if (verb === 'disable' || verb === 'enable') {
      const disabled = verb === 'disable'
      return askAndPrint(shell, options, { ask: 'user_disable', email, disabled }, disabledLines)
    }
    if (verb === 'reset-password') return askAndPrint(shell, options, { ask: 'user_reset', email }, codeLines)
  }
  throw new UsageError(
    'user expects list, first-code, invite, disable ADDRESS, enable ADDRESS or reset-password ADDRESS; legwork user --help has examples.',
  )
}
