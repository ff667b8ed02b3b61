import { invariant } from '../../domain/invariant.ts'
import { ok, refuse } from '../../domain/refusal.ts'
import {
  type IntentStore,
  isUnsettled,
  type OrderIntent,
  UNSETTLED_STATES,
} from '../../ports/store/intent-store.ts'
import { StaleVersionError } from '../../ports/store/unit-of-work.ts'
import { columnsOf, inputTable, inputValues, namesOf } from './column.ts'
import type { Session } from './session.ts'

const COLUMNS = columnsOf<OrderIntent>({
  id: ['text', ({ id }) => id],
  account: ['text', ({ account }) => account],
  trade_id: ['text', ({ tradeId }) => tradeId],
  proposal_id: ['text', ({ proposalId }) => proposalId],
  role: ['text', ({ role }) => role],
  tag: ['text', ({ tag }) => tag],
  state: ['text', ({ state }) => state],
  version: ['integer', ({ version }) => version],
  attempt: ['integer', ({ attempt }) => attempt],
  not_after: ['timestamptz', ({ notAfter }) => notAfter],
  prepared_at: ['timestamptz', ({ preparedAt }) => preparedAt],
  sent_at: ['timestamptz', ({ sentAt }) => sentAt],
  resolved_at: ['timestamptz', ({ resolvedAt }) => resolvedAt],
  broker_order_id: ['text', ({ brokerOrderId }) => brokerOrderId],
  resolution: ['text', ({ resolution }) => resolution],
  cancel_requested_at: ['timestamptz', ({ cancelRequestedAt }) => cancelRequestedAt],
  clean_scans: ['integer', ({ cleanScans }) => cleanScans],
  reserve: ['bigint', ({ reserve }) => reserve],
  filled_quantity: ['integer', ({ filledQuantity }) => filledQuantity],
  cash_flow: ['bigint', ({ cashFlow }) => cashFlow],
  facts: ['jsonb', (intent) => intent],
})

const UNSETTLED = `(${UNSETTLED_STATES.map((state) => `'${state}'`).join(', ')})`

const FOR_PROPOSAL = `select from order_intents as rival where rival.state in ${UNSETTLED}
  and rival.proposal_id = input.proposal_id and rival.role = input.role`
const EXIT_OF_TRADE = `select from order_intents as rival where rival.state in ${UNSETTLED}
  and input.role in ('EXIT', 'BRACKET') and rival.role in ('EXIT', 'BRACKET') and rival.trade_id = input.trade_id`

/** The rivals of the input, which is read whatever became of it. */
const RIVALS = `select exists (${FOR_PROPOSAL}) as "forProposal", exists (${EXIT_OF_TRADE}) as "exitOfTrade"
  from ${inputTable(COLUMNS)}`

// A rival that another transaction is just inserting is seen by the unique index alone, which waits for its end.
const INSERT = `insert into order_intents (${namesOf(COLUMNS)})
  select ${namesOf(COLUMNS, 'input.')} from ${inputTable(COLUMNS)}
  where input.state not in ${UNSETTLED} or not (exists (${FOR_PROPOSAL}) or exists (${EXIT_OF_TRADE}))
  on conflict do nothing`

const FIXED = ['id', 'account', 'trade_id', 'proposal_id', 'role', 'tag', 'prepared_at']
const CHANGING = COLUMNS.filter(({ name }) => !FIXED.includes(name))

const SAVE = `update order_intents as stored
  set ${CHANGING.map(({ name }) => `${name} = input.${name}`).join(', ')},
    revived = stored.revived or (stored.state = 'tombstoned' and input.state in ${UNSETTLED})
  from ${inputTable(COLUMNS)}
  where stored.id = input.id and stored.version = input.version - 1 and stored.tag = input.tag
  returning stored.id`

const BY_ID = 'select facts from order_intents where id = $1'
const BY_STATE = `select facts from order_intents where account = $1 and state in ${UNSETTLED} order by id`
const TOMBSTONES = `select facts from order_intents
  where account = $1 and state = 'tombstoned' and resolved_at >= $2 order by resolved_at, id`
const BY_TAG = 'select facts from order_intents where account = $1 and tag = any($2::text[]) order by id'
const OF_TRADES = 'select facts from order_intents where trade_id = any($1::text[]) order by prepared_at, id'

interface Rivals {
  readonly forProposal: boolean
  readonly exitOfTrade: boolean
}

async function saveIntents(session: Session, intents: readonly OrderIntent[]): Promise<void> {
  invariant(new Set(intents.map(({ id }) => id)).size === intents.length, 'an intent is saved twice at once')
  if (intents.length === 0) return
  const saved = await session.rows<{ readonly id: string }>(SAVE, inputValues(COLUMNS, intents))
  if (saved.length === intents.length) return
  const ids = new Set(saved.map(({ id }) => id))
  throw new StaleVersionError('order_intents', intents.find(({ id }) => !ids.has(id))!.id)
}

/** Why an intent was not inserted. */
async function refusalOf(session: Session, intent: OrderIntent) {
  const { proposalId, role, tradeId } = intent
  const rivals = await session.row<Rivals>(RIVALS, inputValues(COLUMNS, [intent]))
  if (isUnsettled(intent.state) && rivals!.forProposal) {
    return refuse(
      'intent_exists_for_proposal',
      `Proposal ${proposalId} has an unsettled ${role} order already; settle it first.`,
    )
  }
  invariant(
    isUnsettled(intent.state) && rivals!.exitOfTrade,
    `intent ${intent.id} has an id or a tag that is taken already`,
  )
  return refuse(
    'exit_is_working_already',
    `Trade ${tradeId} has an unsettled closing order already; settle it first.`,
  )
}

/** The intents of the user's accounts. */
export function postgresIntents(session: Session): IntentStore {
  return {
    async insertIntent(intent) {
      const inserted = await session.write(INSERT, inputValues(COLUMNS, [intent]))
      return inserted === 1 ? ok('inserted' as const) : refusalOf(session, intent)
    },
    intentById: (id) => session.fact(BY_ID, [id]),
    saveIntent: (intent) => saveIntents(session, [intent]),
    saveIntents: (intents) => saveIntents(session, intents),
    unsettledIntents: (account) => session.facts(BY_STATE, [account]),
    tombstonesSince: (account, since) => session.facts(TOMBSTONES, [account, new Date(since)]),
    intentsByTag: (account, tags) => session.facts(BY_TAG, [account, tags]),
    intentsOfTrades: (tradeIds) => session.facts(OF_TRADES, [tradeIds]),
  }
}
