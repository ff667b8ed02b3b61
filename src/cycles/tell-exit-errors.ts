import type { AccountEngine } from './account-engine.ts'

/**
 * Calls a person for every trade whose exits have failed as often as is allowed: each minute under the same key, as
 * long as it stands. The engine goes on trying meanwhile; a position that nobody can close is the worst of surprises.
 */
export async function tellExitErrors(engine: AccountEngine): Promise<void> {
  const { store, username, account } = engine.context
  const failed = await store.transact(username, (tx) => tx.unfinishedIn(account, ['EXIT_ERROR']))
  const stuck = failed.filter(({ trade }) => trade.managed)
  await engine.tell(
    stuck.map(({ trade, spread }) => ({
      key: `exit-error:${trade.id}`,
      severity: 'critical' as const,
      title: `Exits fail: ${spread.underlying} ${spread.strategy} ${spread.expiration}`,
      body: `Trade ${trade.id}: ${trade.exitAttempts} exits in a row have failed. It is tried again with pauses; close it at the broker if it must be closed now.`,
    })),
  )
}
