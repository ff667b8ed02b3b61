import { newYorkDayOf } from '../domain/calendar/new-york-time.ts'
import { underlyingPrice } from '../domain/market/underlying-price.ts'
import { formatOccSymbol } from '../domain/option/occ-symbol.ts'
import {
  type ExitTrigger,
  evaluateOpenTrade,
  hangsOnVolatility,
  type OpenTradeVerdict,
} from '../engine/monitoring/evaluate-open-trade.ts'
import type { OpenTradeInput } from '../engine/monitoring/open-trade-input.ts'
import type { Quote } from '../ports/market-data.ts'
import type { DecisionRecord, JsonValue } from '../ports/store/decision-store.ts'
import type { TradeRecord, TradeSave } from '../ports/store/trade-store.ts'
import type { AccountEngine } from './account-engine.ts'
import { openQuantity } from '../domain/trade/trade-figures.ts'
import { isFixedExit } from '../engine/exits/exit-deps.ts'
import { plainData } from './plain-data.ts'
import { decidingLeg, volatilityOf } from './deciding-volatility.ts'

/** One open trade as the monitor judged it. */
export interface TradeEvaluation {
  readonly record: TradeRecord
  readonly verdict: OpenTradeVerdict
}

/**
 * Judges every open managed trade of an account by quotes that are read in one call for all of them, stores what is to
 * be remembered and, where an exit is due, the decision with everything that it looked at. When the quotes cannot be
 * read, every trade is judged without them: facts and time still count.
 *
 * @param concerns which of them; all unless given
 */
export async function evaluateTrades(
  engine: AccountEngine,
  concerns: (record: TradeRecord) => boolean = () => true,
): Promise<readonly TradeEvaluation[]> {
  const { store, username, account } = engine.context
  const open = (await store.transact(username, (tx) => tx.unfinishedTrades(account))).filter(
    (record) =>
      record.trade.managed && (record.trade.status === 'OPEN' || isStillStopped(record)) && concerns(record),
  )
  if (open.length === 0) return []
  const quotes = await engine.quotes.read(symbolsOf(open), 'exit')
  if (quotes === null) {
    engine.context.log.write('warn', '[data]', 'quotes could not be read; exits by price wait', {
      trades: open.length,
    })
  }
  const evaluations = open.map((record) => evaluate(engine, record, quotes ?? new Map()))
  await remember(engine, evaluations)
  await alertBadQuotes(engine, evaluations)
  return evaluations.map(({ record, verdict }) => ({ record, verdict }))
}

/** Whether a stop counts although the trade is not simply open: a person's entry still works, or a limit of theirs does. */
function isStillStopped(record: TradeRecord): boolean {
  const { trade, hand } = record
  if (openQuantity(trade) === 0) return false
  return (hand !== null && trade.status === 'PARTIALLY_FILLED') || isFixedExit(record)
}

interface Evaluation extends TradeEvaluation {
  readonly input: OpenTradeInput
}

/** Leg symbols and underlyings, each once. */
function symbolsOf(records: readonly TradeRecord[]): string[] {
  const symbols = new Set<string>()
  for (const { spread } of records) {
    symbols.add(spread.underlying)
    for (const { contract } of spread.legs) symbols.add(formatOccSymbol(contract))
  }
  return [...symbols]
}

function evaluate(
  engine: AccountEngine,
  record: TradeRecord,
  quotes: ReadonlyMap<string, Quote>,
): Evaluation {
  const { clock, calendar, market } = engine.context
  const { settings } = engine
  const at = clock.now()
  const { spread } = record
  const underlying = quotes.get(spread.underlying) ?? null
  const { declaredDelayMs } = market
  const price = underlyingPrice(underlying, at, {
    staleAfter: settings['quote.stale_after'],
    declaredDelayMs,
  })
  const samples = engine.samplesOf(spread.underlying, at, price)
  const leg = decidingLeg(spread)
  const rate = settings['pricing.rate']
  const blind: OpenTradeInput = {
    at,
    calendar,
    settings,
    declaredDelayMs,
    record,
    quotes: spread.legs.map(({ contract }) => quotes.get(formatOccSymbol(contract)) ?? null),
    underlying,
    samples,
    iv: null,
    restriction: null,
  }
  // To solve an American option's volatility takes longer than all else, and only few verdicts hang on it.
  const iv = hangsOnVolatility(blind)
    ? volatilityOf(leg, quotes.get(formatOccSymbol(leg.contract)), price, { at, calendar, rate })
    : null
  const input = { ...blind, iv }
  return { record, verdict: evaluateOpenTrade(input), input }
}

/** Memos that changed, and the decisions to exit, in one transaction. */
async function remember(engine: AccountEngine, evaluations: readonly Evaluation[]): Promise<void> {
  const { store, username } = engine.context
  const due = evaluations.filter(({ verdict }) => verdict.trigger !== null)
  const snapshotId = due.length === 0 ? null : await engine.freshSnapshot()
  const changed = evaluations.filter(
    ({ record: { memo }, verdict }) => !sameMemo({ ...memo, ...verdict.memo }, memo),
  )
  if (changed.length === 0 && due.length === 0) return
  await store.transact(username, async (tx) => {
    const stored = await tx.tradesByIds(changed.map(({ record }) => record.trade.id))
    const present = new Map(stored.map((record) => [record.trade.id, record]))
    const saves = changed.flatMap(({ record, verdict }): TradeSave[] => {
      const now = present.get(record.trade.id)
      // A trade that has changed since it was judged is judged again in a minute.
      if (now === undefined || now.trade.version !== record.trade.version) return []
      const memo = { ...now.memo, ...verdict.memo }
      return sameMemo(memo, now.memo) ? [] : [{ record: { ...now, memo }, events: [] }]
    })
    if (saves.length > 0) await tx.saveTrades(saves)
    if (due.length > 0) await tx.insertDecisions(due.map((one) => decisionOf(engine, one, snapshotId)))
  })
}

function sameMemo(a: TradeRecord['memo'], b: TradeRecord['memo']): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

function decisionOf(
  { context }: AccountEngine,
  { record, verdict, input }: Evaluation,
  snapshotId: string | null,
): DecisionRecord {
  const { account, ids } = context
  return {
    id: ids.next(),
    account,
    kind: 'monitor',
    tradeId: record.trade.id,
    proposalId: null,
    snapshotId,
    at: input.at,
    rules: 'monitor-1',
    inputs: inputsOf(input),
    outcome: { trigger: triggerJson(verdict.trigger), metrics: plainData(verdict.metrics) },
  }
}

function triggerJson(trigger: ExitTrigger | null): JsonValue {
  return trigger === null ? null : { ...trigger }
}

/** Everything that the verdict depended on but the calendar, as plain data. */
function inputsOf({ calendar: _, ...input }: OpenTradeInput): JsonValue {
  return plainData(input)
}

async function alertBadQuotes(engine: AccountEngine, evaluations: readonly Evaluation[]): Promise<void> {
  const day = newYorkDayOf(engine.context.clock.now())
  const bad = evaluations.filter(({ verdict }) => verdict.alert === 'BAD_QUOTES')
  await engine.tell(
    bad.map(({ record: { trade, spread } }) => ({
      key: `bad-quotes:${trade.id}:${day}`,
      severity: 'warning' as const,
      title: `No usable quotes: ${spread.underlying} ${spread.strategy}`,
      body: `Trade ${trade.id}: exits by price wait until its legs are quoted again.`,
    })),
  )
}
