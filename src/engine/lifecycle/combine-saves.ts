import type { TradeRecord, TradeSave } from '../../ports/store/trade-store.ts'

/**
 * Several changes of one trade, made one after the other, as the one change that is stored: the version rises by
 * exactly 1 whatever their number, since readers hold the version that was stored before.
 *
 * @param stored the record as the store has it
 * @param saves in the order in which they were made, each on the record of the one before
 */
export function combineSaves(stored: TradeRecord, saves: readonly TradeSave[]): TradeSave {
  const last = saves.at(-1)?.record ?? stored
  const made = saves.flatMap(({ events }) => events)
  if (made.length === 0) return { record: last, events: [] }
  const version = stored.trade.version + 1
  return {
    record: { ...last, trade: { ...last.trade, version } },
    events: made.map((event) => ({ ...event, version })),
  }
}
