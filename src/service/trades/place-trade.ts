import { instant } from '../../domain/calendar/instant.ts'
import { invariant } from '../../domain/invariant.ts'
import { ok, type Refusal, type Result, refuse } from '../../domain/refusal.ts'
import { entryTicket } from '../../engine/entry/entry-candidate.ts'
import type { HandDesk } from '../../engine/risk-gate/hand-desk.ts'
import { firstFailed, type HandCheck } from '../../engine/risk-gate/hand-check.ts'
import type { OrderPreview } from '../../ports/order-desk.ts'
import type { IdempotencyRecord } from '../../ports/store/idempotency-store.ts'
import type { StoreTransaction } from '../../ports/store/store.ts'
import type { PersonDesk } from '../engine/person-desk.ts'
import { checkKey, KEY_KEPT_MS, keyBarredBy, type OnceAnswer } from '../idempotency/once.ts'
import { requestDigest } from '../idempotency/request-digest.ts'
import { checkWish, type SoundWish } from './check-wish.ts'
import { candidateOf, handEntry } from './hand-entry.ts'
import { type PlacedTrade, placementAnswer } from './placement-answer.ts'
import { accountCheck, marketCheck, planOf, type PreparedWish, prepareWish } from './prepare-wish.ts'
import type { PricedWish } from './price-wish.ts'
import { sendEntry } from './send-entry.ts'
import type { TradeWish } from './trade-wish.ts'

/**
 * Places a trade by hand: checked, previewed by the broker, written with its intent, its reservation and the key of the
 * request in one transaction under the account's lock, sent once, and read back. The same key finds the same trade
 * again, however often it comes and wherever the process ended in between.
 *
 * Refuses, in this order: those of `checkKey` and of a key that is taken; those of `checkWish`;
 * `account_must_match_its_mode`, `entries_stopped`, `market_must_be_open`; those of `prepareWish` and of the checks that
 * `previewTrade` lists; `broker_must_accept_the_preview` with the broker's words; `snapshot_is_not_fresh`; and once it is
 * written `broker_rejected_the_order` with the broker's words, `order_was_not_sent`. A refusal before the writing leaves
 * nothing, the key included. An unknown outcome is an answer: it is looked for, and never sent again.
 */
export async function placeTrade(
  person: PersonDesk,
  key: string,
  wish: TradeWish,
): Promise<Result<OnceAnswer<PlacedTrade>>> {
  const checked = checkKey(key)
  if (!checked.ok) return checked
  const { view } = person
  const { username, account } = view
  const asked = { key, hash: requestDigest('place', { account, wish }) }
  const desk = await person.entries()
  const [known, forbidden] = await desk.reads.transact(username, (tx) =>
    Promise.all([standingAnswer(tx, person, asked), desk.forbids(tx)]),
  )
  if (known !== null) return known
  const sound = checkWish(wish, view.clock.now())
  if (!sound.ok) return sound
  const early = earlyRefusal(person, desk, sound.value.spread.root, forbidden)
  if (early !== null) return early
  const written = await desk.inTurn(() => lookAndWrite(person, desk, asked, sound.value))
  if (!written.ok) return written
  if (written.value.kind === 'known') return written.value.answer
  const answer = await sendEntry(person, desk, { ...written.value, key })
  return answer.ok ? ok({ value: answer.value, repeated: false }) : answer
}

/** A request as its key and its digest name it. */
interface Asked {
  readonly key: string
  readonly hash: string
}

type Answer = Result<OnceAnswer<PlacedTrade>>

function refusalOf({ rule, message }: HandCheck): Refusal<string> {
  return refuse(rule, message ?? rule)
}

/** What is refused before the broker is asked anything. */
function earlyRefusal(
  { view }: PersonDesk,
  desk: HandDesk,
  root: string,
  forbidden: string | null,
): Refusal<string> | null {
  const account = firstFailed([accountCheck(view, desk)])
  if (account !== undefined) return refusalOf(account)
  if (forbidden !== null) return refuse('entries_stopped', `Entries are stopped: ${forbidden}. Exits go on.`)
  const market = firstFailed([marketCheck(view, desk, root)])
  return market === undefined ? null : refusalOf(market)
}

/** The answer of a key that is known: what was answered then, or what became of the trade that it brought forth. */
async function standingAnswer(
  tx: StoreTransaction,
  { wall }: PersonDesk,
  { key, hash }: Asked,
): Promise<Answer | null> {
  const record = await tx.keyRecord(key, wall.now())
  return record === null ? null : answerOf(tx, record, hash)
}

async function answerOf(tx: StoreTransaction, record: IdempotencyRecord, hash: string): Promise<Answer> {
  const { subject, response } = record
  const barred = keyBarredBy(record, hash)
  if (barred !== null && (barred.code !== 'request_is_in_flight' || subject === null)) return barred
  const answer =
    response === null
      ? await placementAnswer(tx, subject!)
      : (response.answer as unknown as Result<PlacedTrade>)
  return answer.ok ? ok({ value: answer.value, repeated: true }) : answer
}

type Written =
  | { readonly kind: 'new'; readonly tradeId: string; readonly intentId: string }
  | { readonly kind: 'known'; readonly answer: Answer }

/** Looks at the market and the limits, asks the broker for a preview, and writes. */
async function lookAndWrite(
  person: PersonDesk,
  desk: HandDesk,
  asked: Asked,
  sound: SoundWish,
): Promise<Result<Written>> {
  const { view } = person
  const { username } = view
  const known = await desk.reads.transact(username, (tx) => standingAnswer(tx, person, asked))
  if (known !== null) return ok({ kind: 'known', answer: known })
  const prepared = await prepareWish(view, desk, sound)
  if (!prepared.ok) return prepared
  const { checks, priced } = prepared.value
  const failed = firstFailed(checks)
  if (failed !== undefined) return refusalOf(failed)
  invariant(priced !== null, 'a wish that passed every check of the market has a price')
  // What a limit refuses is not worth a preview; it is judged again under the lock.
  const early = await desk.reads.transact(username, (tx) => desk.judge(tx, planOf(prepared.value, priced)))
  const limited = firstFailed(early.checks)
  if (limited !== undefined) return refusalOf(limited)
  const ticket = entryTicket(candidateOf(sound.spread, priced), sound.wish.quantity, priced.limit)
  const preview = await desk.desk.preview(ticket, 'entry')
  if (!preview.ok) {
    const code = preview.kind === 'rejected' ? 'broker_must_accept_the_preview' : 'broker_is_not_available'
    return refuse(code, `Nothing was sent. The broker says: ${preview.message} (${preview.code})`)
  }
  if ((await desk.freshSnapshot()) === null) await desk.look()
  const snapshotId = await desk.freshSnapshot()
  if (snapshotId === null) {
    return refuse(
      'snapshot_is_not_fresh',
      'The account could not be read completely; nothing was sent, try again.',
    )
  }
  return write(person, desk, asked, { prepared: prepared.value, priced, preview: preview.value, snapshotId })
}

interface Sendable {
  readonly prepared: PreparedWish
  readonly priced: PricedWish
  readonly preview: OrderPreview
  readonly snapshotId: string
}

/** Key, limits, reservation, trade, intent and decision: all of them in one transaction, or none. */
function write(
  person: PersonDesk,
  desk: HandDesk,
  { key, hash }: Asked,
  { prepared, priced, preview, snapshotId }: Sendable,
): Promise<Result<Written>> {
  const { view, wall, ids } = person
  return view.work.transact(view.username, async (tx): Promise<Result<Written>> => {
    await tx.lockAccount(view.account)
    const tradeId = ids.next()
    const now = wall.now()
    const claim = { key, requestHash: hash, subject: tradeId, createdAt: now }
    const taken = await tx.claimKey({ ...claim, expiresAt: instant(now + KEY_KEPT_MS) }, instant(0))
    if (taken !== null) return ok({ kind: 'known', answer: await answerOf(tx, taken, hash) })
    const { checks, reservation } = await desk.judge(tx, planOf(prepared, priced))
    const failed = firstFailed(checks)
    if (failed !== undefined || reservation === null) {
      await tx.releaseKey(key)
      return refusalOf(failed ?? checks[0]!)
    }
    const { record, intent, decision } = handEntry(person, prepared, priced, {
      tradeId,
      reserve: reservation.reserve,
      checks: [...prepared.checks, ...checks],
      preview,
      snapshotId,
    })
    await tx.insertTrade(record)
    const inserted = await tx.insertIntent(intent)
    invariant(inserted.ok, 'a new trade has no other order')
    await tx.insertDecisions([decision])
    return ok({ kind: 'new', tradeId, intentId: intent.id })
  })
}
