import type { EngineAnswers } from '../../cli/engine-door.ts'
import { recordPrices } from '../../cycles/price-snapshots.ts'
import { runMonitor } from '../../cycles/monitor-cycle.ts'
import { noteBroker } from '../../cycles/note-broker.ts'
import { propose, runTradeCycle } from '../../cycles/trade-cycle.ts'
import type { EngineAsk, EngineRequest } from '../../contract/engine-request.ts'
import { ok, type Result } from '../../domain/refusal.ts'
import type { AccountView } from '../../service/engine/account-view.ts'
import { acceptReset } from '../../service/engine/accept-reset.ts'
import { adoptSpread } from '../../service/engine/adopt-spread.ts'
import { cancelOrders } from '../../service/engine/cancel-orders.ts'
import { closeTrade } from '../../service/engine/close-trade.ts'
import { coverShort } from '../../service/engine/cover-short.ts'
import { examineEngine } from '../../service/engine/examine-engine.ts'
import { explainTrade } from '../../service/engine/explain-trade.ts'
import { flatten } from '../../service/engine/flatten.ts'
import { listOrders, listPositions, listTrades } from '../../service/engine/list-books.ts'
import { setManaged } from '../../service/engine/manage-trade.ts'
import { type LiveFacts, readStatus } from '../../service/engine/read-status.ts'
import { listBreaks, resolveBreak } from '../../service/engine/resolve-break.ts'
import { hardStop, pauseEntries, releaseHardStop, resumeEntries } from '../../service/engine/stop-entries.ts'
import { adjustNow, closeNow } from '../../service/trades/command-now.ts'
import { exportPiece } from '../../service/trades/export-trades.ts'
import { placeTrade } from '../../service/trades/place-trade.ts'
import { previewTrade } from '../../service/trades/preview-trade.ts'
import { changeSetting, listSettings, unsetSetting } from '../../service/engine/view-settings.ts'
import { isPeopleRequest } from '../people/answer-people.ts'
import type { PeopleRequest } from '../../contract/people-request.ts'
import type { AccountCore } from './account-core.ts'
import { monitorLines, proposalReport, syncReport } from './cycle-answers.ts'

type Answer = Result<EngineAnswers[EngineAsk]>

/** Requests that the store alone can answer, without a broker. */
export type StoreRequest = Extract<
  EngineRequest,
  {
    ask:
      | 'status'
      | 'trades'
      | 'orders'
      | 'positions'
      | 'why'
      | 'doctor'
      | 'settings'
      | 'set'
      | 'unset'
      | 'pause'
      | 'resume'
      | 'hard_stop'
      | 'release'
      | 'manage'
      | 'breaks'
      | 'resolve_break'
      | 'export'
  }
>
/** Requests about the accounts of the process. */
export type AccountRequest = Extract<EngineRequest, { ask: `account_${string}` }>
/** Requests that are about the whole process. */
export type ProcessRequest = Extract<EngineRequest, { ask: 'backup' }>
type BrokerRequest = Exclude<EngineRequest, StoreRequest | AccountRequest | PeopleRequest | ProcessRequest>

const OF_THE_BROKER: ReadonlySet<EngineAsk> = new Set<BrokerRequest['ask']>([
  'sync',
  'propose',
  'enter',
  'monitor',
  'cancel_all',
  'flatten',
  'close',
  'close_at',
  'adjust',
  'cover',
  'adopt',
  'accept_reset',
  'place',
  'preview',
])

/** Whether it is about the accounts of the process, and not about one of them. */
export function isAccountRequest(request: EngineRequest): request is AccountRequest {
  return request.ask.startsWith('account_')
}

/** Whether the store alone can answer. */
export function isStoreRequest(request: EngineRequest): request is StoreRequest {
  if (request.ask === 'backup' || isAccountRequest(request) || isPeopleRequest(request)) return false
  return !OF_THE_BROKER.has(request.ask)
}

/** Answers from the store; what only a running engine knows is handed in. */
export async function answerFromStore(
  request: StoreRequest,
  view: AccountView,
  live: LiveFacts | null,
): Promise<Answer> {
  switch (request.ask) {
    case 'status':
      return ok(await readStatus(view, live))
    case 'trades':
      return ok(await listTrades(view, request))
    case 'orders':
      return ok(await listOrders(view, request))
    case 'positions':
      return ok(await listPositions(view))
    case 'why':
      return explainTrade(view, request.trade)
    case 'doctor':
      return ok(await examineEngine(view, live))
    case 'settings':
      return listSettings(view, request.key)
    case 'set':
      return changeSetting(view, request)
    case 'unset':
      return unsetSetting(view, request)
    case 'pause':
      return ok(await pauseEntries(view, request.reason))
    case 'resume':
      return ok(await resumeEntries(view))
    case 'hard_stop':
      return ok(await hardStop(view, request.reason))
    case 'release':
      return releaseHardStop(view, request.typed)
    case 'manage':
      return setManaged(view, request.trade, request.managed)
    case 'breaks':
      return ok(await listBreaks(view))
    case 'resolve_break':
      return resolveBreak(view, request.break, request.note)
    case 'export':
      return exportPiece(view, request.filter, request.format, request.cursor)
  }
}

/** Answers with the engine at hand: what asks the broker runs between two cycles, never beside one. */
export async function answerRequest(
  request: StoreRequest | BrokerRequest,
  core: AccountCore,
): Promise<Answer> {
  if (isStoreRequest(request)) return answerFromStore(request, core.view, core.live())
  return core.exclusive(() => answerFromBroker(request, core))
}

async function answerFromBroker(request: BrokerRequest, core: AccountCore): Promise<Answer> {
  const { engine, reader, hand, view } = core
  switch (request.ask) {
    case 'sync': {
      const outcome = await engine.syncTradierSnapshot('sync', true)
      await noteBroker(engine, outcome)
      return ok(syncReport(outcome))
    }
    case 'propose': {
      const run = await propose(engine, reader)
      return ok(proposalReport({ run, entries: [], forbidden: null }, engine.settings['entry.underlyings']))
    }
    case 'enter': {
      await engine.syncTradierSnapshot('sync')
      const report = await runTradeCycle(engine, reader)
      return ok(proposalReport(report, engine.settings['entry.underlyings']))
    }
    case 'monitor': {
      const report = await runMonitor(engine)
      await recordPrices(engine, 'PERIODIC')
      return ok(monitorLines(report, view.clock.now()))
    }
    case 'cancel_all':
      return ok(await cancelOrders(hand, { everything: request.everything }))
    case 'flatten':
      return flatten(hand, request.typed)
    case 'close':
      return closeTrade(hand, request.trade)
    case 'close_at':
      return closeNow(hand, request)
    case 'adjust':
      return adjustNow(hand, request)
    case 'cover':
      return coverShort(hand, request.trade, request.typed)
    case 'adopt':
      await engine.syncTradierSnapshot('sync', true)
      return adoptSpread(view, hand.ids, request.terms)
    case 'accept_reset':
      return acceptReset(hand, request.typed)
    case 'place':
      return placeTrade(hand, request.key, request.wish)
    case 'preview':
      return previewTrade(hand, request.wish)
  }
}
