import type { Plant, PlantedChange } from './plant.ts'

const INCIDENTS = 'test/integration/incidents'
const [LIMITS, EXITS, PHANTOM] = [
  `${INCIDENTS}/limits.test.ts`,
  `${INCIDENTS}/exits.test.ts`,
  `${INCIDENTS}/phantom.test.ts`,
]
const [SYNC, DUPLICATES] = [`${INCIDENTS}/sync.test.ts`, `${INCIDENTS}/duplicates.test.ts`]
const [DATES, OPERATION] = [`${INCIDENTS}/dates.test.ts`, `${INCIDENTS}/operation.test.ts`]

function plant(name: string, file: string, title: string, ...changes: readonly PlantedChange[]): Plant {
  return { name, changes, test: { file, title } }
}

/** The bugs of the incidents, each with the test that it turns red. */
export const INCIDENT_PLANTS: readonly Plant[] = [
  plant(
    'limits are checked before the transaction that reserves',
    LIMITS,
    'B-01 2 open of 3 and ten entries at once over two engines: exactly one order is sent',
    {
      file: 'src/engine/entry/enter-proposal.ts',
      find: 'const written = await work.transact(username, (tx) =>\n    reserve(tx, deps,',
      replace:
        'const early = await work.transact(username, (tx) => deps.admit(tx, candidate, deps.settings.quantity))\n  const written = await work.transact(username, (tx) =>\n    reserve(tx, { ...deps, admit: async () => early },',
    },
  ),
  plant(
    'working orders do not count',
    LIMITS,
    'B-01 1 open and 2 orders working and unfilled: they count, a further entry is refused',
    {
      file: 'src/engine/risk-gate/read-exposure-book.ts',
      find: "includes('UNKNOWN_OUTCOME') ? 'unknown' : 'working'",
      replace: "includes('UNKNOWN_OUTCOME') ? 'unknown' : 'finished'",
    },
  ),
  plant(
    'the risk of a pending entry is 0',
    LIMITS,
    'B-04 a working order of a debit counts with its whole loss before anything has filled',
    {
      file: 'src/engine/risk-gate/read-exposure-book.ts',
      find: "if (kind === 'working' || kind === 'unknown') return reserve",
      replace: "if (kind === 'working' || kind === 'unknown') return cents(0)",
    },
  ),
  plant(
    'an unfilled cancel counts as a new trade of the day',
    'src/engine/risk-gate/judge-entry.test.ts',
    'B-03 five new trades a day: unfilled cancels do not count, partial fills do',
    {
      file: 'src/engine/risk-gate/exposure-book.ts',
      find: '(isExposed(line) || line.filledQuantity > 0)',
      replace: 'true',
    },
  ),
  plant(
    'a POST is repeated when it times out',
    DUPLICATES,
    'B-02 a crash between the order and its answer: the restart looks for it and sends nothing',
    {
      file: 'src/engine/submission/submit-intent.ts',
      find: 'const placement = await deps.desk.place(claimed.ticket, claimed.tag, priority, claimed.notAfter)',
      replace:
        "let placement = await deps.desk.place(claimed.ticket, claimed.tag, priority, claimed.notAfter)\n  if (placement.kind === 'unknown') placement = await deps.desk.place(claimed.ticket, claimed.tag, priority, claimed.notAfter + 60_000)",
    },
  ),
  plant(
    'an unknown outcome is taken for unsent, and sent again',
    DUPLICATES,
    'B-02 a crash between the order and its answer: the restart looks for it and sends nothing',
    {
      file: 'src/engine/submission/submit-intent.ts',
      find: "return { ...intent, state: 'unknown', version, resolution: placement.code }",
      replace: "return { ...intent, state: 'prepared', version, sentAt: null, resolution: placement.code }",
    },
  ),
  plant(
    'an identical spread is no duplicate',
    DUPLICATES,
    'B-02 the same spread again is refused while it is held; with risk.allow_adding it is a lot of its own',
    {
      file: 'src/engine/risk-gate/count-limits.ts',
      find: "if (settings['risk.allow_adding']) return",
      replace: 'return',
    },
  ),
  plant(
    'absent once is flat',
    PHANTOM,
    'B-08 contracts that are gone without an order of ours: closed flat with nulls, and priced only by evidence',
    {
      file: 'src/engine/reconcile/reconcile-account.ts',
      find: 'const ABSENT_NEEDED = 2',
      replace: 'const ABSENT_NEEDED = 1',
    },
  ),
  plant(
    'a failed read of positions is an empty one',
    PHANTOM,
    'B-05 a read of positions that failed, or came back empty once, is no evidence and stamps nothing fresh',
    {
      file: 'src/engine/snapshot/read-snapshot.ts',
      find: "if (!positions.ok) return failed(startedAt, clock, 'positions', positions)",
      replace: '',
    },
    {
      file: 'src/engine/snapshot/read-snapshot.ts',
      find: 'positions: positions.value,',
      replace: 'positions: positions.ok ? positions.value : [],',
    },
  ),
  plant(
    'a fresh fill has no grace',
    PHANTOM,
    'B-05 a fill that the positions do not list for 90 s: stays OPEN, shown as unconfirmed, and no order is sent',
    {
      file: 'src/engine/reconcile/judge-trade.ts',
      find: "if (isInGrace(record, graceSequence)) return { kind: 'unconfirmed' }",
      replace: '',
    },
  ),
  plant(
    'an emergency is counted in two places',
    PHANTOM,
    'B-06 an emergency exit counts once whoever sees it, the second of a day stops entries until a person releases it',
    {
      file: 'src/cycles/account-engine.ts',
      find: "if (exitReason === 'EMERGENCY') await countEmergency(this.context, tradeId)",
      replace:
        "if (exitReason === 'EMERGENCY') {\n        await countEmergency(this.context, tradeId)\n        await countEmergency(this.context, tradeId)\n      }",
    },
    {
      file: 'src/cycles/count-emergency.ts',
      find: 'if (before.includes(tradeId)) return',
      replace: '',
    },
  ),
  plant(
    'exits are sent to a closed market',
    PHANTOM,
    'B-06 a trigger while the market is closed: no order and no failed attempt, the decision is kept for the open',
    {
      file: 'src/engine/exits/execute-exit.ts',
      find: "!== 'open') {\n    return { kind: 'not_sent', code: 'market_is_closed' }",
      replace: "=== undefined) {\n    return { kind: 'not_sent', code: 'market_is_closed' }",
    },
  ),
  plant(
    'an exit keeps the type of its entry',
    EXITS,
    'B-09 the exit of a BULL_PUT_CREDIT is its mirror image, and the broker’s preview takes it',
    {
      file: 'src/engine/exits/plan-exit.ts',
      find: 'ticket: closingTicket(spread, spreads, limit), paid }',
      replace: 'ticket: closingTicket(spread, spreads, { ...limit, effect: effectOfEntry }), paid }',
    },
  ),
  plant(
    'a debit exit is retried above its first price',
    EXITS,
    'B-10 the limits of a debit spread’s exit only fall, those of a credit spread’s only rise, up to its width',
    {
      file: 'src/engine/exits/exit-price.ts',
      find: 'const wanted = Math.max(paidAt(step, quote, cap, terms.beyond), before ?? Number.NEGATIVE_INFINITY)',
      replace:
        "const wanted = terms.effectOfEntry === 'debit' && before !== null ? before - 1_000 : paidAt(step, quote, cap, terms.beyond)",
    },
  ),
  plant(
    'an exit is sized by the whole position',
    EXITS,
    'B-11 three trades of 1, 1 and 2 on the same contracts: the first exits with 1, and 3 remain',
    {
      file: 'src/engine/exits/exit-quantity.ts',
      find: 'const free = leg.own * leg.sign',
      replace: 'const free = leg.held * leg.sign',
    },
    {
      file: 'src/engine/exits/exit-quantity.ts',
      find: 'const spreads = Math.min(open, available.spreads)',
      replace: 'const spreads = available.spreads',
    },
  ),
  plant(
    'a trade whose exits have failed is given up',
    EXITS,
    'B-12 failed exits make EXIT_ERROR with a critical alarm, and the engine tries again after a pause',
    {
      file: 'src/engine/exits/advance-exits.ts',
      find: "return now >= endedAt + pauseMs(record.trade, settings) ? { kind: 'retry' } : { kind: 'wait' }",
      replace: "return { kind: 'wait' }",
    },
  ),
  plant(
    'a cancel that was asked for is a cancel',
    EXITS,
    'B-13 while one exit works no other trigger makes a second, and none replaces it before its cancel is proven',
    {
      file: 'src/engine/submission/request-cancel.ts',
      find: 'const next = { ...intent, version:',
      replace: "const next = { ...intent, state: 'done' as const, version:",
    },
  ),
  plant(
    'an exit that expired has closed the trade',
    EXITS,
    'B-07 a close order that expires unfilled leaves the trade OPEN with its reason, and exits go on',
    {
      file: 'src/engine/order-sync/trade-after-orders.ts',
      find: 'if (death === null) return\n',
      replace:
        "if (death === null) return\n  if (death === 'expired') {\n    const evidence = context.evidence('expired')\n    return fold.take(view.intent.id, applyCommands(fold.record, [{ type: 'flat_at_broker', evidence }]))\n  }\n",
    },
  ),
  plant(
    'an exit that was cancelled has closed the trade',
    'src/engine/order-sync/decide-orders.test.ts',
    'B-07 an exit that expired, was cancelled or rejected closes nothing: the trade is OPEN again',
    {
      file: 'src/engine/order-sync/trade-after-orders.ts',
      find: 'if (death === null) return\n',
      replace:
        "if (death === null) return\n  if (death === 'cancelled') {\n    const evidence = context.evidence('cancelled')\n    return fold.take(view.intent.id, applyCommands(fold.record, [{ type: 'flat_at_broker', evidence }]))\n  }\n",
    },
  ),
  plant(
    'a fill without a price is a fill at 0',
    EXITS,
    'B-07 a close that filled without a price waits in CLOSING_PENDING, then closes at the price',
    {
      file: 'src/engine/order-sync/order-report.ts',
      find: 'const { status, filledQuantity, cashFlow } = order\n',
      replace:
        'const { status, filledQuantity } = order\n  const cashFlow = order.cashFlow ?? (0 as Cents)\n',
    },
  ),
  plant(
    'the reason of an exit is that of its last retry',
    EXITS,
    'B-23 the reason that an exit was decided for stays through every price of its ladder',
    {
      file: 'src/domain/trade/decide-exit.ts',
      find: 'return ok(place(ended, orderId, quantity, working.reason))',
      replace: "return ok(place(ended, orderId, quantity, 'NORMAL_EXIT'))",
    },
  ),
  plant(
    'a mirror that could not be read stops nothing',
    SYNC,
    'B-17 /positions could not be read: exits go by what is fresh, entries are stopped and the reason is told',
    { file: 'src/cycles/trade-cycle.ts', find: '(await unseenAccount(engine)) ??', replace: '' },
  ),
  plant(
    'every listed order is read by its id',
    SYNC,
    'B-18 500 orders of the past cost a cycle nothing: no read of a single one, few calls in all',
    {
      file: 'src/engine/snapshot/sync-snapshot.ts',
      find: 'const missing = working.filter(({ brokerOrderId }) => !shown.has(brokerOrderId!))',
      replace:
        'const missing = listed.map(({ id, createdAt }) => ({ brokerOrderId: id, sentAt: createdAt, preparedAt: createdAt }))',
    },
  ),
  plant(
    'a day is a day of UTC',
    DATES,
    'B-19 a fill at 19:30 in New York belongs to that day, not to the next as in UTC',
    {
      file: 'src/cycles/account-snapshot.ts',
      find: 'const day = newYorkDayOf(at)',
      replace: 'const day = new Date(at).toISOString().slice(0, 10) as ReturnType<typeof newYorkDayOf>',
    },
  ),
  plant(
    'the width of a bear put is negative',
    'src/engine/proposals/make-proposals.test.ts',
    'B-24 signed width: all four strategies at every strike pair 5 apart have width 5',
    {
      file: 'src/engine/proposals/candidate.ts',
      find: 'series.strike[row]! + width, isCall)',
      replace: 'series.strike[row]! + (isCall === 1 ? width : -width), isCall)',
    },
  ),
  plant(
    'trades that are not managed are exited',
    OPERATION,
    'B-35 a trade that is not managed is neither exited nor closed, whatever its prices and positions',
    {
      file: 'src/cycles/evaluate-trades.ts',
      find: 'record.trade.managed && (record.trade.status',
      replace: '(record.trade.status',
    },
    {
      file: 'src/domain/trade/exit-guard.ts',
      find: "if (actor === 'engine' && !trade.managed) return 'trade_is_not_managed'\n  const frozen",
      replace: 'const frozen',
    },
  ),
  plant(
    'a failed check before the open is never lifted',
    OPERATION,
    'B-40 a check before the open that failed stops entries; a later one that passes lifts the stop and says so',
    {
      file: 'src/cycles/premarket-check.ts',
      find: "if (trouble === '') await tx.clearRiskFlag(account, flag)\n    else await",
      replace: "if (trouble !== '') await",
    },
  ),
  plant(
    'a promotion asks for evidence of nothing',
    OPERATION,
    'B5 live trading is refused while any item of the list lacks a dated pass record',
    {
      file: 'src/domain/promotion/promotion-list.ts',
      find: "one.passedOn <= today && one.evidence.trim() !== ''",
      replace: 'one.passedOn <= today',
    },
  ),
]
