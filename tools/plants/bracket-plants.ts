import type { Plant, PlantedChange } from './plant.ts'

const LIFE = 'test/integration/brackets/life.test.ts'
const BY_HAND = 'test/integration/brackets/by-hand.test.ts'
const WORLDS = 'test/simulation/brackets/brackets.test.ts'
const IN_WORLDS =
  'in 60 worlds of two devices, a bracket and a market nothing is sold twice or short, and nobody is unprotected unknown'

function plant(name: string, file: string, title: string, ...changes: readonly PlantedChange[]): Plant {
  return { name, changes, test: { file, title } }
}

/** The store's own guard, that a trade has one closing order, is planted away where it would hide the bug. */
const NO_GUARD: PlantedChange = {
  file: 'src/adapters/memory/memory-intents.ts',
  find: "if (role !== 'ENTRY' && hasRival(",
  replace: "if (role === 'EXIT' && hasRival(",
}

const TRUSTED_CANCEL: PlantedChange = {
  file: 'src/engine/brackets/release-bracket.ts',
  find: "=== 0 ? 'gone' : 'not_yet'",
  replace: "=== 0 ? 'gone' : 'gone'",
}

/** The bugs of brackets, each with the test that it turns red. */
export const BRACKET_PLANTS: readonly Plant[] = [
  plant(
    'bracket: it is not cancelled before a close',
    BY_HAND,
    'C-16: the bracket is cancelled and read back first, then the order goes; CLOSED comes with the fill only',
    {
      file: 'src/engine/brackets/exit-after-bracket.ts',
      find: "const released = await releaseBracket(deps, tradeId, 'closing')",
      replace: "const released: string = 'gone'",
    },
    NO_GUARD,
    {
      file: 'src/adapters/memory/memory-intents.ts',
      find: "['EXIT', 'BRACKET'])",
      replace: "['EXIT'])",
    },
  ),
  plant(
    'bracket: an acknowledged cancel is taken for a proof',
    BY_HAND,
    'C-11: (b) when the cancel fails nothing changes, and the person is told',
    TRUSTED_CANCEL,
    NO_GUARD,
  ),
  plant(
    'bracket: the new one goes out before the old one is dead',
    WORLDS,
    IN_WORLDS,
    TRUSTED_CANCEL,
    NO_GUARD,
  ),
  plant(
    'bracket: it is sized by what was wanted, not by what has filled',
    LIFE,
    'C-08: filled 2 of 3, the bracket is for 2; filled 3, for 3, and never are more offered than are held',
    {
      file: 'src/engine/brackets/place-bracket.ts',
      find: 'bracketTicket(record.spread, openQuantity(record.trade), wanted',
      replace: 'bracketTicket(record.spread, record.trade.quantity, wanted',
    },
  ),
  plant(
    'bracket: it does not grow with its fills',
    LIFE,
    'C-08: filled 2 of 3, the bracket is for 2; filled 3, for 3, and never are more offered than are held',
    {
      file: 'src/engine/brackets/decide-bracket-move.ts',
      find: "!== openQuantity(record.trade)) return 'resized'",
      replace: "> openQuantity(record.trade)) return 'resized'",
    },
  ),
  plant(
    'bracket: UNPROTECTED is not raised',
    LIFE,
    'C-10 C-35: 200 and then rejected, again and again, is UNPROTECTED and an alarm, and says that nothing is active',
    {
      file: 'src/engine/brackets/judge-bare-trades.ts',
      find: 'if (!isRefused && !isLong) {',
      replace: 'if (!isRefused || !isLong || isRefused) {',
    },
  ),
  plant(
    'bracket: a fill while cancelling is ignored',
    BY_HAND,
    'C-16: a fill that is found while cancelling is used, and no order is sent',
    {
      file: 'src/engine/order-sync/bracket-after-orders.ts',
      find: 'if (filledQuantity === 0) continue',
      replace: 'if (filledQuantity === 0 || intent.cancelRequestedAt !== null) continue',
    },
  ),
  plant(
    'bracket: a close does not look at the version',
    BY_HAND,
    'C-17: the second of two browsers gets the present trade, and no order',
    {
      file: 'src/service/trades/close-by-hand.ts',
      find: 'if (trade.version !== wish.version)',
      replace: 'if (wish.version < 0)',
    },
  ),
  plant(
    'bracket: an adjustment does not look at the version',
    BY_HAND,
    'C-17: with the version of another browser it is refused, with the present trade, and nothing is cancelled',
    {
      file: 'src/service/trades/adjust-protection.ts',
      find: 'if (trade.version !== wish.version)',
      replace: 'if (wish.version < 0)',
    },
  ),
  plant(
    'bracket: the wanted prices are stored before the broker has taken them',
    BY_HAND,
    'C-12: when the broker refuses the new bracket the stored prices stay, the answer is an error, and they are placed anew',
    {
      file: 'src/service/trades/adjust-protection.ts',
      find: "const placed = await placeBracket(deps, trade.id, wanted, 'person')",
      replace:
        "await work.transact(username, (tx) => tx.saveTrades([{ record: { ...now, hand: { ...now.hand!, ...wanted } }, events: [] }]))\n  const placed = await placeBracket(deps, trade.id, wanted, 'person')",
    },
  ),
  plant(
    'bracket: a stop that rests below its floor is left alone',
    LIFE,
    'C-13: a stop that the market has leapt over is told of and escalated within one cycle',
    {
      file: 'src/engine/monitoring/protection-rules.ts',
      find: "return falling('stop_loss', prices.natural, floor - 1)",
      replace: "return falling('stop_loss', prices.natural, floor - 1_000_000)",
    },
  ),
  plant(
    'bracket: nobody watches what the broker does not hold',
    LIFE,
    'C-11: the software stop takes over within one price cycle, and closes at the stop as STOP_LOSS',
    {
      file: 'src/engine/monitoring/protection-rules.ts',
      find: "if (held === null) return falling('stop_loss', prices.mark, stop)",
      replace: "if (held === null) return bare('stop_loss', 'off')",
    },
  ),
  plant(
    'bracket: a fill after the end calls nobody',
    BY_HAND,
    'C-22: a bracket that fills after its trade was closed calls a person: the account is short',
    {
      file: 'src/engine/order-sync/bracket-after-orders.ts',
      find: "applied.code !== 'exit_exceeds_open_quantity') continue",
      replace: "applied.code !== 'never') continue",
    },
  ),
  plant(
    'bracket: it goes on working after its trade is over',
    'test/integration/brackets/orphan.test.ts',
    'C-22: a cancel that is refused is tried again by each monitor until the order is dead',
    {
      file: 'src/cycles/orphan-guard.ts',
      find: 'tradeId !== null && final.has(tradeId))',
      replace: 'tradeId === null && final.has(tradeId))',
    },
  ),
  plant(
    'bracket: bad quotes are judged by the watch',
    LIFE,
    'C-02: does not judge quotes that are stale, missing or the price of the stock, and flags it',
    {
      file: 'src/engine/monitoring/plausible-prices.ts',
      find: "if (!legs.includes('implausible')) return prices",
      replace: 'if (legs.length > 0) return prices',
    },
  ),
  plant(
    'bracket: an intent that another is sending is sent as well',
    'test/integration/engine/sent-once.test.ts',
    'an intent that two submit at once is sent once, whoever claims it',
    {
      file: 'src/engine/submission/submit-intent.ts',
      find: 'if (!isOurs) return claimed',
      replace: "if (claimed.state !== 'sending') return claimed",
    },
  ),
  plant(
    'bracket: the rest of the entry goes on working when a side has filled',
    LIFE,
    'while the entry still works, its rest is cancelled, and the trade passes through OPEN to CLOSED at once',
    {
      file: 'src/engine/order-sync/bracket-after-orders.ts',
      find: "works ? [filled, { type: 'entry_cancel_requested', evidence }] : [filled]",
      replace: '[filled]',
    },
  ),
]
