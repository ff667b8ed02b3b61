import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cents, cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import { decide, decideAll } from './decide.ts'
import { evolve } from './evolve.ts'
import { adoptTrade, beginTrade, type Trade } from './trade.ts'
import { tradeCan } from './trade-can.ts'
import type { Evidence, TradeCommand } from './trade-command.ts'
import type { TradeEvent } from './trade-event.ts'
import { exitedQuantity, filledQuantity, openQuantity, realizedPnl, workingExit } from './trade-figures.ts'
import { TRADE_FLAGS } from './trade-flag.ts'
import { isFinal, type TradeStatus } from './trade-status.ts'

// Random lives. Whatever is told to a trade, in whatever order, these must hold.

/** DESIGN.md section 5, by hand. */
const MAY_FOLLOW: Record<TradeStatus, readonly TradeStatus[]> = {
  ENTRY_PENDING: ['PARTIALLY_FILLED', 'OPEN', 'CANCELLED'],
  PARTIALLY_FILLED: ['OPEN'],
  OPEN: ['CLOSING_PENDING', 'CLOSED', 'INVALID_STRUCTURE'],
  CLOSING_PENDING: ['CLOSED', 'OPEN', 'EXIT_ERROR'],
  EXIT_ERROR: ['CLOSING_PENDING', 'OPEN', 'CLOSED'],
  INVALID_STRUCTURE: ['OPEN', 'CLOSING_PENDING', 'CLOSED'],
  CLOSED: [],
  CANCELLED: [],
}

/** A step of a random life: which command, and numbers to make it of. */
const step = fc.record({
  kind: fc.nat({ max: 27 }),
  order: fc.nat({ max: 9 }),
  quantity: fc.nat({ max: 4 }),
  cash: fc.option(fc.integer({ min: -50_000, max: 50_000 }), { freq: 4 }),
  person: fc.boolean(),
  aimed: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

interface Aim {
  readonly trade: Trade
  readonly s: Step
  readonly evidence: Evidence
  readonly cashFlow: Cents | null
}

/** Commands about the closing orders. An aimed one fits the orders and quantities that there are. */
function exitCommand({ trade, s, evidence, cashFlow }: Aim): TradeCommand {
  const working = workingExit(trade)
  const exitId = s.aimed && working !== null ? working.orderId : `X${s.order}`
  const fresh = s.aimed ? `X${trade.exitOrders.length + 20}` : exitId
  const known = trade.exits.find((exit) => exit.key === exitId)?.quantity ?? 0
  const open = openQuantity(trade)
  const more = s.aimed ? known + Math.min(s.quantity, open) : s.quantity
  const filled = s.aimed ? known : s.quantity
  const quantity = s.aimed ? Math.max(1, Math.min(s.quantity, open)) : s.quantity
  if (s.kind <= 7) {
    return { type: 'exit_requested', orderId: fresh, quantity, reason: 'PROFIT_TARGET', evidence }
  }
  if (s.kind === 8) return { type: 'exit_retried', orderId: fresh, quantity, evidence }
  if (s.kind === 9) {
    return { type: 'exit_repriced', orderId: fresh, quantity, filledQuantity: filled, evidence }
  }
  if (s.kind <= 13) return { type: 'exit_filled', orderId: exitId, filledQuantity: more, cashFlow, evidence }
  const end = { cause: 'cancelled', filledQuantity: filled, attemptsAllowed: 1 + (s.order % 2) } as const
  return { type: 'exit_died', orderId: exitId, ...end, evidence }
}

/** Commands about the entry and the bracket. */
function fillCommand({ trade, s, evidence, cashFlow }: Aim): TradeCommand {
  const report = { filledQuantity: s.quantity, cashFlow, evidence }
  if (s.kind <= 2) {
    return { type: 'entry_filled', orderId: `E${s.order % 2}`, ...report }
  }
  if (s.kind === 3) {
    const filled = s.aimed ? filledQuantity(trade) : s.quantity
    return { type: 'entry_died', cause: 'cancelled', filledQuantity: filled, evidence }
  }
  const leg = s.order % 2 === 0 ? 'take_profit' : 'stop_loss'
  return { type: 'bracket_filled', leg, orderId: `B${s.order % 2}`, ...report }
}

function departureCommand({ trade, s, evidence, cashFlow }: Aim): TradeCommand {
  if (trade.flags.includes('ASSIGNED') || s.quantity > 1) {
    return { type: 'assignment_resolved', cashFlow, evidence }
  }
  return s.quantity === 0 ? { type: 'flat_at_broker', evidence } : { type: 'expired', cashFlow, evidence }
}

function evidenceCommand({ trade, s, evidence }: Aim): TradeCommand {
  const side = s.person ? 'entry' : 'exit'
  const unpriced = (s.person ? trade.entries : trade.exits).find((known) => known.cashFlow === null)
  const found = { side, key: unpriced?.key ?? `X${s.order}`, provenance: 'gain_loss' } as const
  return { type: 'price_evidenced', ...found, cashFlow: cents(s.cash ?? 1), evidence }
}

/** Commands that note something beside the status, or judge the structure. */
function noteCommand({ trade, s, evidence }: Aim): TradeCommand {
  const flag = TRADE_FLAGS[s.order % TRADE_FLAGS.length] ?? 'NEEDS_REVIEW'
  switch (s.kind) {
    case 16:
      return { type: 'acknowledged', evidence }
    case 19:
      return { type: 'bracket_adjusted', takeProfit: price(100), stopLoss: null, heldBy: 'broker', evidence }
    case 21:
      return { type: s.aimed ? 'structure_broken' : 'structure_repaired', evidence }
    case 22:
      return { type: 'flag_raised', flag, evidence }
    case 23:
    case 24:
      return { type: 'flag_cleared', flag: trade.flags[0] ?? flag, evidence }
    case 26:
      return { type: 'fees_recorded', fees: cents(s.quantity), evidence }
    case 27:
      return { type: 'managed_set', managed: s.aimed, evidence }
    default:
      return s.aimed && s.person
        ? { type: 'flag_raised', flag: 'ASSIGNED', evidence }
        : { type: 'entry_cancel_requested', evidence }
  }
}

/** The command of a step. */
function commandOf(trade: Trade, s: Step, at: number): TradeCommand {
  const actor = s.person ? 'person' : 'engine'
  const evidence: Evidence = { actor, at, snapshotId: `S${at}`, reference: null }
  const aim = { trade, s, evidence, cashFlow: s.cash === null ? null : cents(s.cash) }
  if (s.kind >= 5 && s.kind <= 15) return exitCommand(aim)
  if (s.kind <= 3 || s.kind === 17 || s.kind === 18) return fillCommand(aim)
  if (s.kind === 20) return departureCommand(aim)
  return s.kind === 25 ? evidenceCommand(aim) : noteCommand(aim)
}

/** An account of the accepted commands that knows nothing of the trade's own bookkeeping. */
class Ledger {
  readonly entries = new Map<string, { quantity: number; cash: Cents | null }>()
  readonly exits = new Map<string, { quantity: number; cash: Cents | null }>()

  accept(before: Trade, command: TradeCommand): void {
    switch (command.type) {
      case 'entry_filled':
        this.report(this.entries, command)
        return
      case 'exit_filled':
      case 'bracket_filled':
        this.report(this.exits, command)
        return
      case 'flat_at_broker':
        this.exits.set('rest', { quantity: openQuantity(before), cash: null })
        return
      case 'expired':
      case 'assignment_resolved':
        this.exits.set('rest', { quantity: openQuantity(before), cash: command.cashFlow })
        return
      case 'price_evidenced': {
        const known = command.side === 'entry' ? this.entries : this.exits
        const key = known.has(command.key) ? command.key : 'rest'
        known.set(key, { quantity: known.get(key)?.quantity ?? 0, cash: command.cashFlow })
      }
    }
  }

  private report(
    known: Ledger['entries'],
    {
      orderId,
      filledQuantity: quantity,
      cashFlow,
    }: { orderId: string; filledQuantity: number; cashFlow: Cents | null },
  ): void {
    const before = known.get(orderId)
    if (before?.quantity === quantity && cashFlow === null) return
    if (quantity > 0) known.set(orderId, { quantity, cash: cashFlow })
  }

  static quantity(known: Ledger['entries']): number {
    return [...known.values()].reduce((sum, { quantity }) => sum + quantity, 0)
  }

  pnl(): number | null {
    const flows = [...this.entries.values(), ...this.exits.values()].map(({ cash }) => cash)
    return flows.includes(null) ? null : flows.reduce<number>((sum, cash) => sum + (cash ?? 0), 0)
  }
}

function checkState(trade: Trade, ledger: Ledger): void {
  const filled = Ledger.quantity(ledger.entries)
  const exited = Ledger.quantity(ledger.exits)
  expect(filledQuantity(trade)).toBe(filled)
  expect(exitedQuantity(trade)).toBe(exited)
  expect(openQuantity(trade)).toBe(filled - exited)
  expect(openQuantity(trade)).toBeGreaterThanOrEqual(0)
  expect(filled).toBeLessThanOrEqual(trade.quantity)
  expect(trade.exitOrders.filter((order) => order.state === 'working').length).toBeLessThanOrEqual(1)
  expect(trade.exitReason !== null).toBe(trade.status === 'CLOSED')
  expect(trade.closedAt !== null).toBe(isFinal(trade.status))
  if (trade.status === 'CANCELLED' || trade.status === 'ENTRY_PENDING') expect(filled).toBe(0)
  if (['OPEN', 'EXIT_ERROR', 'INVALID_STRUCTURE'].includes(trade.status)) {
    expect(openQuantity(trade)).toBeGreaterThan(0)
    expect(trade.quantity).toBe(filled)
    expect(workingExit(trade)).toBeNull()
  }
  if (trade.status === 'CLOSED') {
    expect(openQuantity(trade)).toBe(0)
    expect(realizedPnl(trade)).toBe(ledger.pnl())
    expect(trade.flags.every((flag) => flag === 'NEEDS_REVIEW')).toBe(true)
  }
}

function checkChange(
  before: Trade,
  after: Trade,
  command: TradeCommand,
  events: readonly TradeEvent[],
): void {
  expect(after.version).toBe(before.version + (events.length > 0 ? 1 : 0))
  if (isFinal(before.status)) {
    expect(after.status).toBe(before.status)
    expect(after.exitReason).toBe(before.exitReason)
    expect(exitedQuantity(after)).toBe(exitedQuantity(before))
  }
  let status = before.status
  for (const event of events) {
    expect(event.evidence).toBe(command.evidence)
    if (event.type !== 'status_changed') continue
    expect(event.from).toBe(status)
    expect(MAY_FOLLOW[event.from]).toContain(event.to)
    status = event.to
  }
  expect(after.status).toBe(status)
  // Only what leaves can close: never the death of an order, which has closed nothing.
  if (after.status === 'CLOSED' && before.status !== 'CLOSED') {
    const orders = after.exits.filter((exit) => exit.source === 'order')
    const departed = orders.length < after.exits.length
    expect(departed || orders.every((exit) => exit.cashFlow !== null)).toBe(true)
    expect(command.type).not.toBe('exit_died')
    if (command.type === 'flat_at_broker') expect(realizedPnl(after)).toBeNull()
  }
  if (['exit_requested', 'exit_retried', 'exit_repriced'].includes(command.type)) {
    const frozen = ['ASSIGNED', 'LEGS_OUT_OF_SYNC', 'POSITION_UNCONFIRMED', 'UNKNOWN_OUTCOME']
    expect(before.flags.filter((flag) => frozen.includes(flag))).toEqual([])
    expect(before.managed || command.evidence.actor === 'person').toBe(true)
    expect(workingExit(after)?.quantity).toBeLessThanOrEqual(openQuantity(before))
  }
}

function checkCapabilities(trade: Trade): void {
  const evidence = (actor: Evidence['actor']): Evidence => ({
    actor,
    at: 9,
    snapshotId: null,
    reference: null,
  })
  const accepts = (command: TradeCommand): boolean => decide(trade, command).ok
  const [person, engine] = [evidence('person'), evidence('engine')]
  const exit = { orderId: 'NEW', quantity: 1, reason: 'MANUAL_CLOSE' } as const
  const retry = { type: 'exit_retried', orderId: 'NEW', quantity: 1 } as const
  const bracket = { takeProfit: price(1), stopLoss: null, heldBy: 'broker' } as const
  expect({
    close: tradeCan.close(trade),
    beExited: tradeCan.beExited(trade),
    retryExit: tradeCan.retryExit(trade),
    beRetried: tradeCan.beRetried(trade),
    cancelEntry: tradeCan.cancelEntry(trade),
    adjust: tradeCan.adjust(trade),
    acknowledge: tradeCan.acknowledge(trade),
    setManaged: tradeCan.setManaged(trade),
    resolveAssignment: tradeCan.resolveAssignment(trade),
  }).toEqual({
    close: accepts({ type: 'exit_requested', ...exit, evidence: person }),
    beExited: accepts({ type: 'exit_requested', ...exit, evidence: engine }),
    retryExit: accepts({ ...retry, evidence: person }),
    beRetried: accepts({ ...retry, evidence: engine }),
    cancelEntry: accepts({ type: 'entry_cancel_requested', evidence: person }),
    adjust: accepts({ type: 'bracket_adjusted', ...bracket, evidence: person }),
    acknowledge: accepts({ type: 'acknowledged', evidence: person }),
    setManaged: accepts({ type: 'managed_set', managed: true, evidence: person }),
    resolveAssignment: accepts({ type: 'assignment_resolved', cashFlow: null, evidence: person }),
  })
}

describe('random lives', () => {
  const reached = new Map<string, number>()
  const born = fc.constantFrom(
    beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 3, multiplier: 100 }),
    beginTrade({ id: 'T2', origin: 'MANUAL', managed: false, quantity: 1, multiplier: 100 }),
    adoptTrade({ id: 'T3', managed: true, quantity: 2, multiplier: 100 }, cents(-500), 0),
    adoptTrade({ id: 'T4', managed: true, quantity: 2, multiplier: 100 }, null, 0),
  )

  it('keep every invariant, and their events replay to the same trade', () => {
    fc.assert(
      fc.property(born, fc.array(step, { minLength: 4, maxLength: 40 }), (start, steps) => {
        const ledger = new Ledger()
        for (const { key, quantity, cashFlow } of start.entries)
          ledger.entries.set(key, { quantity, cash: cashFlow })
        const history: TradeEvent[] = []
        let trade = start
        for (const [at, s] of steps.entries()) {
          const command = commandOf(trade, s, at)
          const decided = decide(trade, command)
          if (decided.ok) {
            const after = decided.value.reduce(evolve, trade)
            ledger.accept(trade, command)
            checkChange(trade, after, command, decided.value)
            history.push(...decided.value)
            trade = after
            const stage = trade.status === 'CLOSED' ? `CLOSED ${trade.exitReason}` : trade.status
            reached.set(stage, (reached.get(stage) ?? 0) + 1)
          }
          checkState(trade, ledger)
          checkCapabilities(trade)
          // The same report read twice changes nothing.
          if (decided.ok && ['entry_filled', 'exit_filled', 'bracket_filled'].includes(command.type)) {
            expect(decide(trade, command)).toEqual({ ok: true, value: [] })
          }
        }
        expect(history.reduce(evolve, start)).toEqual(trade)
      }),
      { numRuns: 1500 },
    )
  })

  it('reach every status and every way to close', () => {
    const reasons = [
      'PROFIT_TARGET',
      'TAKE_PROFIT_FILLED',
      'STOP_LOSS_FILLED',
      'BROKER_ALREADY_FLAT',
      'EXPIRED',
      'ASSIGNED',
    ]
    const others = Object.keys(MAY_FOLLOW).filter((status) => status !== 'CLOSED')
    for (const end of [...others, ...reasons.map((reason) => `CLOSED ${reason}`)]) {
      expect(reached.get(end) ?? 0, end).toBeGreaterThan(0)
    }
  })

  it('decided together equal decided one by one, but for the version', () => {
    fc.assert(
      fc.property(born, fc.array(step, { minLength: 1, maxLength: 8 }), (start, steps) => {
        let trade = start
        const commands: TradeCommand[] = []
        for (const [at, s] of steps.entries()) {
          const command = commandOf(trade, s, at)
          const decided = decide(trade, command)
          if (!decided.ok) continue
          commands.push(command)
          trade = decided.value.reduce(evolve, trade)
        }
        const together = decideAll(start, commands)
        const after = together.ok ? together.value.reduce(evolve, start) : null
        const changed = trade.version > start.version
        expect(after).toEqual({ ...trade, version: start.version + (changed ? 1 : 0) })
      }),
    )
  })
})
