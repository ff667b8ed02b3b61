import type { Command } from 'commander'
import { SCOPES, type Scope } from '../../ports/identity.ts'
import type { IssuedKey, KeyLine } from '../../service/people/api-keys.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import { wholeBetween } from '../option-values.ts'
import { paintFor } from '../paint.ts'
import type { Screen, Shell } from '../shell.ts'
import { renderTable, wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'
import { momentText } from './user-commands.ts'

interface KeyOptions extends AskOptions {
  readonly for?: string
  readonly scopes: readonly Scope[]
  readonly days: number
}

function readScopes(text: string): readonly Scope[] {
  const words = text.split(',').map((word) => word.trim())
  const known = SCOPES.filter((scope) => words.includes(scope))
  if (known.length === words.length && known.length > 0) return known
  throw new UsageError(`--scopes expects ${SCOPES.join(', ')}, separated by commas, got "${text}".`)
}

function keyTable(keys: readonly KeyLine[], screen: Screen): readonly string[] {
  if (keys.length === 0) return ['There are no keys; legwork key create NAME makes one.']
  const column = (head: string, cells: readonly string[]) => ({ head, cells, align: 'left' as const })
  return renderTable(
    [
      column(
        'id',
        keys.map(({ id }) => id),
      ),
      column(
        'name',
        keys.map(({ name }) => name),
      ),
      column(
        'begins',
        keys.map(({ start }) => `${start}…`),
      ),
      column(
        'scopes',
        keys.map(({ scopes }) => scopes.join(', ')),
      ),
      column(
        'expires',
        keys.map(({ expiresAt }) => momentText(expiresAt)),
      ),
      column(
        'last used',
        keys.map(({ lastUsedAt }) => momentText(lastUsedAt)),
      ),
      column(
        'revoked',
        keys.map(({ revokedAt }) => momentText(revokedAt)),
      ),
    ],
    paintFor(screen.colour),
  )
}

function issuedLines({ secret, key }: IssuedKey, screen: Screen): readonly string[] {
  const text = `${key.name} may ${key.scopes.join(', ')} until ${momentText(key.expiresAt)}, New York. The key is shown this once only; send it as Authorization: Bearer KEY.`
  return [secret, ...wrapText(text, screen.columns)]
}

/** Adds `legwork key`. */
export function addKeyCommand(program: Command, shell: Shell): void {
  askCommand(program, 'key', {
    summary: 'make, list and revoke keys of programs',
    description:
      'list; create NAME; revoke ID. A key acts for one person, within its scopes, until it expires.',
    examples:
      '  legwork key create notebook --scopes read --days 30\n  legwork key list --for ann@example.com\n  legwork key revoke 01j…',
  })
    .argument('[verb]', 'list, create or revoke', 'list')
    .argument('[word]', 'the name of a new key, or the id of one')
    .option('--for <address>', 'whose key it is; not needed where one person is alone')
    .option('--scopes <list>', `of ${SCOPES.join(', ')}`, readScopes, ['read'])
    .option('--days <n>', 'how long a new key is good', wholeBetween('--days', 1, 366), 90)
    .action((verb: string, word: string | undefined, options: KeyOptions) =>
      keyVerb(shell, verb, word, options),
    )
}

function keyVerb(shell: Shell, verb: string, word: string | undefined, options: KeyOptions): Promise<void> {
  const email = options.for ?? null
  if (verb === 'list' && word === undefined) {
    return askAndPrint(shell, options, { ask: 'key_list', email }, keyTable)
  }
  if (verb === 'create' && word !== undefined) {
    const { scopes, days } = options
    const request = { ask: 'key_create' as const, email, name: word, scopes: [...scopes], days }
    return askAndPrint(shell, options, request, issuedLines)
  }
  if (verb === 'revoke' && word !== undefined) {
    return askAndPrint(shell, options, { ask: 'key_revoke', email, id: word }, ({ id }) => [
      `${id} is revoked.`,
    ])
  }
  throw new UsageError('key expects list, create NAME or revoke ID; legwork key --help has examples.')
}
