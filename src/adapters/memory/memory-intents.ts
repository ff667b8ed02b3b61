import { invariant } from '../../domain/invariant.ts'
import { ok, refuse } from '../../domain/refusal.ts'
import type { IntentStore, OrderIntent } from '../../ports/store/intent-store.ts'
import { isUnsettled } from '../../ports/store/intent-store.ts'
import { StaleVersionError } from '../../ports/store/unit-of-work.ts'
import { byNumberThenText, byText, keyOf } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

const idOf = ({ id }: OrderIntent) => id

/** The tables of a user's intents. */
function intentTables({ journal }: MemorySession) {
  const unsettled = new MemoryIndex<OrderIntent>(
    ({ account, state }) => (isUnsettled(state) ? account : null),
    byText(idOf),
  )
  const tombstoned = new MemoryIndex<OrderIntent>(
    ({ account, state }) => (state === 'tombstoned' ? account : null),
    byNumberThenText(({ resolvedAt }) => resolvedAt ?? 0, idOf),
  )
  const ofTrade = new MemoryIndex<OrderIntent>(
    ({ tradeId }) => tradeId,
    byNumberThenText(({ preparedAt }) => preparedAt, idOf),
  )
  const ofProposal = new MemoryIndex<OrderIntent>(({ proposalId }) => proposalId, byText(idOf))
  const intents = new MemoryTable('order_intents', journal, [unsettled, tombstoned, ofTrade, ofProposal])
  const idsByTag = new MemoryTable<string>('the tags of order_intents', journal)
  return { intents, idsByTag, unsettled, tombstoned, ofTrade, ofProposal }
}

type IntentTables = ReturnType<typeof intentTables>

/** Refuses an intent that would be the second unsettled one where only one may be. */
function guard({ intents, ofProposal, ofTrade }: IntentTables, intent: OrderIntent) {
  const { proposalId, role, tradeId } = intent
  const hasRival = (rows: readonly OrderIntent[], roles: readonly OrderIntent['role'][]) =>
    rows.some((row) => row.id !== intent.id && roles.includes(row.role) && isUnsettled(row.state))
  if (proposalId !== null && hasRival(intents.rows(ofProposal, proposalId).all(), [role])) {
    return refuse(
      'intent_exists_for_proposal',
      `Proposal ${proposalId} has an unsettled ${role} order already; settle it first.`,
    )
  }
  if (role !== 'ENTRY' && hasRival(intents.rows(ofTrade, tradeId).all(), ['EXIT', 'BRACKET'])) {
    return refuse(
      'exit_is_working_already',
      `Trade ${tradeId} has an unsettled closing order already; settle it first.`,
    )
  }
  return ok('inserted' as const)
}

function save(tables: IntentTables, intent: OrderIntent): void {
  const { intents } = tables
  const stored = intents.get(intent.id)
  if (stored?.version !== intent.version - 1) throw new StaleVersionError('order_intents', intent.id)
  invariant(stored.tag === intent.tag, `the tag of intent ${intent.id} cannot change`)
  // A tombstoned order that arrives after all is the truth, whatever was sent meanwhile: it must be stored.
  const isRevival = stored.state === 'tombstoned'
  if (!isUnsettled(stored.state) && isUnsettled(intent.state) && !isRevival) {
    const answer = guard(tables, intent)
    invariant(answer.ok, answer.ok ? '' : answer.message)
  }
  intents.put(intent.id, intent)
}

/** The intents of a user's accounts. */
export function memoryIntents(session: MemorySession, hasTrade: (id: string) => boolean): IntentStore {
  const tables = intentTables(session)
  const { intents, idsByTag, unsettled, tombstoned, ofTrade } = tables
  const byPreparation = byNumberThenText<OrderIntent>(({ preparedAt }) => preparedAt, idOf)
  return {
    async insertIntent(intent) {
      session.checkAccount(intent.account)
      if (isUnsettled(intent.state)) {
        const answer = guard(tables, intent)
        if (!answer.ok) return answer
      }
      intents.insert(intent.id, intent)
      idsByTag.insert(keyOf(intent.account, intent.tag), intent.id)
      session.promise(() =>
        invariant(hasTrade(intent.tradeId), `intent ${intent.id} has no trade ${intent.tradeId}`),
      )
      return ok('inserted' as const)
    },
    async intentById(id) {
      return intents.get(id) ?? null
    },
    async saveIntent(intent) {
      save(tables, intent)
    },
    async saveIntents(changed) {
      invariant(new Set(changed.map(idOf)).size === changed.length, 'an intent is saved twice at once')
      for (const intent of changed) save(tables, intent)
    },
    async unsettledIntents(account) {
      return intents.rows(unsettled, account).all()
    },
    async tombstonesSince(account, since) {
      return intents.rows(tombstoned, account).lastWhile(({ resolvedAt }) => (resolvedAt ?? 0) >= since)
    },
    async intentsByTag(account, tags) {
      const ids = new Set(tags.map((tag) => idsByTag.get(keyOf(account, tag))))
      const known = [...ids].filter((id) => id !== undefined)
      return known.sort().map((id) => intents.get(id)!)
    },
    async intentsOfTrades(tradeIds) {
      return [...new Set(tradeIds)].flatMap((id) => intents.rows(ofTrade, id).all()).sort(byPreparation)
    },
  }
}
