import type { Command } from 'commander'
import type { VaultStatus } from '../../ports/token-vault.ts'
import { type AskOptions, askAndPrint, askCommand } from '../engine/ask-command.ts'
import type { Screen, Shell } from '../shell.ts'
import { wrapText } from '../text-table.ts'
import { UsageError } from '../usage-error.ts'

function statusLines({ state, reason, keys, tokens, old }: VaultStatus, screen: Screen): readonly string[] {
  const text =
    state === 'open'
      ? `The vault is open: ${tokens} tokens, ${keys} keys, ${old} tokens sealed with an older key${old === 0 ? '' : ' (legwork vault rotate seals them anew)'}.`
      : `The vault is locked: ${reason} Nothing is overwritten.`
  return wrapText(text, screen.columns)
}

/** Adds `legwork vault`. */
export function addVaultCommand(program: Command, shell: Shell): void {
  askCommand(program, 'vault', {
    summary: 'the state of stored broker tokens, and their key',
    description:
      'status; rotate. To change the key, put the new one first: LEGWORK_VAULT_KEY=NEW,OLD; then start, rotate, and leave the old one out.',
    examples: '  legwork vault status\n  legwork vault rotate',
  })
    .argument('[verb]', 'status or rotate', 'status')
    .action((verb: string, options: AskOptions) => {
      if (verb === 'status') return askAndPrint(shell, options, { ask: 'vault_status' }, statusLines)
      if (verb === 'rotate') {
        return askAndPrint(shell, options, { ask: 'vault_rotate' }, ({ changed }) => [
          `${changed} tokens were sealed anew with the first key.`,
        ])
      }
      throw new UsageError('vault expects status or rotate.')
    })
}
