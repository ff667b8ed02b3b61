import { describe, expect, it } from 'vitest'
import { cents } from '../money/cents.ts'
import { price } from '../money/price.ts'
import { decide } from './decide.ts'
import { evolve } from './evolve.ts'
import { beginTrade, type Trade } from './trade.ts'
import type { Evidence, TradeCommand, TradeTrigger } from './trade-command.ts'
import { TRADE_FLAGS } from './trade-flag.ts'
import { TRADE_STATUSES, type TradeStatus } from './trade-status.ts'
import { TRANSITIONS } from './transition-table.ts'

// The life of a trade as DESIGN.md section 5 tells it, written here a second time, by hand: what each status
// does with each command, as "stays" and the statuses that may follow at once, or the refusal's code.
const late = 'refused: late_entry_opens_linked_trade'
const nothing = 'refused: nothing_filled_yet'
const entryWorks = 'refused: entry_still_working'
const entryOver = 'refused: entry_already_over'
const exitWorks = 'refused: exit_order_still_working'
const noExit = 'refused: no_exit_order_working'
const noError = 'refused: no_exit_error_to_acknowledge'
const valid = 'refused: structure_is_not_invalid'
const closed = 'refused: trade_is_closed'
const cancelled = 'refused: trade_is_cancelled'

const LIFE: Record<TradeStatus, Record<TradeTrigger, string>> = {
  ENTRY_PENDING: {
    entry_filled: 'OPEN PARTIALLY_FILLED stays',
    entry_died: 'CANCELLED',
    entry_cancel_requested: 'stays',
    exit_requested: nothing,
    exit_retried: nothing,
    exit_repriced: nothing,
    exit_filled: nothing,
    exit_died: nothing,
    acknowledged: nothing,
    bracket_filled: nothing,
    bracket_adjusted: nothing,
    flat_at_broker: nothing,
    expired: nothing,
    assignment_resolved: nothing,
    structure_broken: nothing,
    structure_repaired: nothing,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: nothing,
    fees_recorded: nothing,
    managed_set: 'stays',
  },
  PARTIALLY_FILLED: {
    entry_filled: 'OPEN stays',
    entry_died: 'OPEN',
    entry_cancel_requested: 'stays',
    exit_requested: entryWorks,
    exit_retried: entryWorks,
    exit_repriced: entryWorks,
    exit_filled: entryWorks,
    exit_died: entryWorks,
    acknowledged: entryWorks,
    bracket_filled: 'stays',
    bracket_adjusted: 'stays',
    flat_at_broker: entryWorks,
    expired: entryWorks,
    assignment_resolved: entryWorks,
    structure_broken: entryWorks,
    structure_repaired: entryWorks,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: 'stays',
    fees_recorded: 'stays',
    managed_set: 'stays',
  },
  OPEN: {
    entry_filled: 'stays', // a price that was missing; more quantity is refused
    entry_died: entryOver,
    entry_cancel_requested: entryOver,
    exit_requested: 'CLOSING_PENDING',
    exit_retried: 'CLOSING_PENDING',
    exit_repriced: noExit,
    exit_filled: 'CLOSED CLOSING_PENDING stays',
    exit_died: noExit,
    acknowledged: noError,
    bracket_filled: 'CLOSED CLOSING_PENDING stays',
    bracket_adjusted: 'stays',
    flat_at_broker: 'CLOSED',
    expired: 'CLOSED',
    assignment_resolved: 'CLOSED',
    structure_broken: 'INVALID_STRUCTURE',
    structure_repaired: valid,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: 'stays',
    fees_recorded: 'stays',
    managed_set: 'stays',
  },
  CLOSING_PENDING: {
    entry_filled: 'stays',
    entry_died: entryOver,
    entry_cancel_requested: entryOver,
    exit_requested: exitWorks,
    exit_retried: exitWorks,
    exit_repriced: 'stays',
    exit_filled: 'CLOSED OPEN stays',
    exit_died: 'EXIT_ERROR OPEN stays',
    acknowledged: noError,
    bracket_filled: 'CLOSED stays',
    bracket_adjusted: 'refused: bracket_needs_open_trade',
    flat_at_broker: exitWorks,
    expired: exitWorks,
    assignment_resolved: exitWorks,
    structure_broken: exitWorks,
    structure_repaired: valid,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: 'CLOSED stays',
    fees_recorded: 'stays',
    managed_set: 'stays',
  },
  EXIT_ERROR: {
    entry_filled: 'stays',
    entry_died: entryOver,
    entry_cancel_requested: entryOver,
    exit_requested: 'CLOSING_PENDING',
    exit_retried: 'CLOSING_PENDING',
    exit_repriced: noExit,
    exit_filled: 'CLOSED CLOSING_PENDING stays',
    exit_died: noExit,
    acknowledged: 'OPEN',
    bracket_filled: 'CLOSED CLOSING_PENDING stays',
    bracket_adjusted: 'refused: bracket_needs_open_trade',
    flat_at_broker: 'CLOSED',
    expired: 'CLOSED',
    assignment_resolved: 'CLOSED',
    structure_broken: 'refused: exit_error_comes_first',
    structure_repaired: valid,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: 'stays',
    fees_recorded: 'stays',
    managed_set: 'stays',
  },
  INVALID_STRUCTURE: {
    entry_filled: 'stays',
    entry_died: entryOver,
    entry_cancel_requested: entryOver,
    exit_requested: 'CLOSING_PENDING',
    exit_retried: 'CLOSING_PENDING',
    exit_repriced: noExit,
    exit_filled: 'CLOSED CLOSING_PENDING stays',
    exit_died: noExit,
    acknowledged: noError,
    bracket_filled: 'CLOSED CLOSING_PENDING stays',
    bracket_adjusted: 'refused: bracket_needs_open_trade',
    flat_at_broker: 'CLOSED',
    expired: 'CLOSED',
    assignment_resolved: 'CLOSED',
    structure_broken: 'refused: structure_is_already_invalid',
    structure_repaired: 'OPEN',
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: 'stays',
    fees_recorded: 'stays',
    managed_set: 'stays',
  },
  CLOSED: {
    entry_filled: 'stays', // a price that was missing; more quantity is refused
    entry_died: closed,
    entry_cancel_requested: closed,
    exit_requested: closed,
    exit_retried: closed,
    exit_repriced: closed,
    exit_filled: 'stays', // as above
    exit_died: closed,
    acknowledged: closed,
    bracket_filled: 'stays', // as above
    bracket_adjusted: closed,
    flat_at_broker: closed,
    expired: closed,
    assignment_resolved: closed,
    structure_broken: closed,
    structure_repaired: closed,
    flag_raised: 'stays', // NEEDS_REVIEW only
    flag_cleared: 'stays',
    price_evidenced: 'stays',
    fees_recorded: 'stays',
    managed_set: closed,
  },
  CANCELLED: {
    entry_filled: late,
    entry_died: cancelled,
    entry_cancel_requested: cancelled,
    exit_requested: cancelled,
    exit_retried: cancelled,
    exit_repriced: cancelled,
    exit_filled: cancelled,
    exit_died: cancelled,
    acknowledged: cancelled,
    bracket_filled: cancelled,
    bracket_adjusted: cancelled,
    flat_at_broker: cancelled,
    expired: cancelled,
    assignment_resolved: cancelled,
    structure_broken: cancelled,
    structure_repaired: cancelled,
    flag_raised: 'stays',
    flag_cleared: 'stays',
    price_evidenced: cancelled,
    fees_recorded: cancelled,
    managed_set: cancelled,
  },
}

const evidence: Evidence = { actor: 'person', at: 1, snapshotId: 'S1', reference: null }
const KEYS = ['E1', 'X1', 'X2', 'X3', 'X4', 'B1', 'settlement'] as const

/** Many commands of every kind, sensible and not, for a trade. */
function commandsFor(trade: Trade): TradeCommand[] {
  const commands: TradeCommand[] = [
    { type: 'entry_cancel_requested', evidence },
    { type: 'acknowledged', evidence },
    { type: 'bracket_adjusted', takeProfit: price(100), stopLoss: price(50), heldBy: 'broker', evidence },
    { type: 'flat_at_broker', evidence },
    { type: 'expired', cashFlow: cents(0), evidence },
    { type: 'assignment_resolved', cashFlow: null, evidence },
    { type: 'structure_broken', evidence },
    { type: 'structure_repaired', evidence },
    { type: 'fees_recorded', fees: cents(130), evidence },
    { type: 'managed_set', managed: false, evidence },
  ]
  for (const flag of TRADE_FLAGS) {
    commands.push({ type: 'flag_raised', flag, evidence }, { type: 'flag_cleared', flag, evidence })
  }
  for (let quantity = 0; quantity <= 3; quantity++) {
    const order = { orderId: 'X4', quantity, evidence } as const
    commands.push(
      { type: 'exit_requested', ...order, reason: 'STOP_LOSS' },
      { type: 'exit_retried', ...order },
    )
    commands.push({ type: 'entry_died', cause: 'expired', filledQuantity: quantity, evidence })
    commands.push({ type: 'exit_repriced', ...order, filledQuantity: 0 })
    for (const key of KEYS) {
      const died = { type: 'exit_died', orderId: key, cause: 'cancelled', filledQuantity: quantity } as const
      for (const attemptsAllowed of [1, 9]) commands.push({ ...died, attemptsAllowed, evidence })
      for (const cashFlow of [null, cents(-200), cents(250)]) {
        const report = { orderId: key, filledQuantity: quantity, cashFlow, evidence } as const
        commands.push({ type: 'entry_filled', ...report }, { type: 'exit_filled', ...report })
        commands.push({ type: 'bracket_filled', leg: 'stop_loss', ...report })
      }
      for (const side of ['entry', 'exit'] as const) {
        commands.push({
          type: 'price_evidenced',
          side,
          key,
          cashFlow: cents(7),
          provenance: 'gain_loss',
          evidence,
        })
      }
    }
  }
  return commands.map((command) =>
    command.type === 'managed_set' ? { ...command, managed: !trade.managed } : command,
  )
}

const fill = (orderId: string, filledQuantity: number, known = true) =>
  ({ orderId, filledQuantity, cashFlow: known ? cents(100) : null, evidence }) as const
const entry = (quantity: number, known = true): TradeCommand => ({
  type: 'entry_filled',
  ...fill('E1', quantity, known),
})
const died: TradeCommand = { type: 'entry_died', cause: 'cancelled', filledQuantity: 1, evidence }
const ask = (orderId: string, quantity: number): TradeCommand => ({
  type: 'exit_requested',
  orderId,
  quantity,
  reason: 'STOP_LOSS',
  evidence,
})
const exit = (orderId: string, quantity: number, known = true): TradeCommand => ({
  type: 'exit_filled',
  ...fill(orderId, quantity, known),
})
const dead = (orderId: string, attemptsAllowed: number): TradeCommand => ({
  type: 'exit_died',
  orderId,
  cause: 'expired',
  filledQuantity: 0,
  attemptsAllowed,
  evidence,
})
const bracket = (quantity: number, known = true): TradeCommand => ({
  type: 'bracket_filled',
  leg: 'take_profit',
  ...fill('B1', quantity, known),
})
const assigned: TradeCommand = { type: 'flag_raised', flag: 'ASSIGNED', evidence }
const broken: TradeCommand = { type: 'structure_broken', evidence }

/** Lives that bring a trade of 2 spreads to every status, by every way that makes a difference. */
const LIVES: readonly (readonly TradeCommand[])[] = [
  [],
  [entry(1)],
  [entry(1, false)],
  [entry(1), bracket(1)],
  [entry(1), bracket(1, false)],
  [entry(2)],
  [entry(2, false)],
  [entry(1), died],
  [entry(2), bracket(1, false)],
  [entry(2), assigned],
  [entry(2), ask('X1', 2), dead('X1', 9)],
  [entry(2), ask('X1', 1), exit('X1', 1)],
  [entry(2), broken],
  [entry(2), broken, assigned],
  [entry(2, false), broken],
  [entry(2), ask('X1', 2), dead('X1', 9), broken],
  [entry(2), bracket(1, false), broken],
  [entry(2), ask('X1', 2)],
  [entry(2, false), ask('X1', 2)],
  [entry(2), ask('X1', 1)],
  [entry(2), ask('X1', 2), exit('X1', 1)],
  [entry(2), ask('X1', 2), exit('X1', 2, false)],
  [entry(2), ask('X1', 2), bracket(2, false)],
  [entry(2), ask('X1', 2), bracket(1, false)],
  [entry(2), ask('X1', 2), assigned],
  [entry(2), ask('X1', 2), dead('X1', 1)],
  [entry(2, false), ask('X1', 2), dead('X1', 1)],
  [entry(2), ask('X1', 2), dead('X1', 1), assigned],
  [entry(2), bracket(1, false), ask('X1', 1), dead('X1', 1)],
  [entry(2), ask('X1', 2), exit('X1', 2)],
  [entry(2, false), bracket(2)],
  [entry(2), bracket(1, false), { type: 'flat_at_broker', evidence }],
  [
    entry(2),
    ask('X1', 2),
    exit('X1', 1, false),
    bracket(1),
    { type: 'price_evidenced', side: 'exit', key: 'X1', cashFlow: cents(5), provenance: 'person', evidence },
  ],
  [{ type: 'entry_died', cause: 'rejected', filledQuantity: 0, evidence }],
]

function live(commands: readonly TradeCommand[]): Trade {
  const born = beginTrade({ id: 'T1', origin: 'ENGINE', managed: true, quantity: 2, multiplier: 100 })
  return commands.reduce((trade, command) => {
    const decided = decide(trade, command)
    if (!decided.ok) throw new Error(`${command.type}: ${decided.message}`)
    return decided.value.reduce(evolve, trade)
  }, born)
}

describe('the life of a trade', () => {
  const trades = LIVES.map(live)
  const seen = new Map<string, Set<string>>()
  const see = (from: TradeStatus, trigger: TradeTrigger, what: string): void => {
    const cell = `${from} ${trigger}`
    seen.set(cell, (seen.get(cell) ?? new Set()).add(what))
  }
  for (const trade of trades) {
    for (const command of commandsFor(trade)) {
      const decided = decide(trade, command)
      if (!decided.ok) {
        see(trade.status, command.type, `refused: ${decided.code}`)
        continue
      }
      const changes = decided.value.filter((event) => event.type === 'status_changed')
      if (changes.length === 0) see(trade.status, command.type, 'stays')
      for (const { from, trigger, to } of changes) see(from, trigger, to)
    }
  }

  it('is shown in every status', () => {
    expect(new Set(trades.map((trade) => trade.status))).toEqual(new Set(TRADE_STATUSES))
  })

  for (const status of TRADE_STATUSES) {
    for (const [trigger, expected] of Object.entries(LIFE[status])) {
      it(`${status} x ${trigger}: ${expected}`, () => {
        const found = [...(seen.get(`${status} ${trigger}`) ?? [])]
        const accepted = found.filter((what) => !what.startsWith('refused'))
        const row = TRANSITIONS[status][trigger as TradeTrigger]
        const written = row?.map((to) => (to === status ? 'stays' : to)).sort()
        expect(written?.join(' ')).toBe(expected.startsWith('refused') ? undefined : expected)
        // Where the table has no row, the refusal is always the one of the table.
        const answer = expected.startsWith('refused') ? found : accepted
        expect(answer.sort().join(' ')).toBe(expected)
      })
    }
  }
})
