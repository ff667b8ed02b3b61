import { expect } from 'vitest'
import { instant } from '../../../../src/domain/calendar/instant.ts'
import { newYorkDayOf } from '../../../../src/domain/calendar/new-york-time.ts'
import { type BrokerCase, brokerCase, movedCase } from '../broker-case.ts'
import { accepted, closingSpread, fillingSpread, given, orderById, waitingSpread } from '../broker-steps.ts'

const DAY_MS = 86_400_000

/** The account, its money and its reports. */
export const ACCOUNT_CASES: readonly BrokerCase[] = [
  brokerCase(30, 'an account without positions and orders is empty, not a fault', async (target) => {
    expect(await given(target, target.broker.readPositions('sync'))).toEqual([])
    expect(await given(target, target.broker.readOrders('sync'))).toEqual([])
  }),
  brokerCase(31, 'the profile and the balances are of the account that was asked for', async (target) => {
    const { accountId } = target.broker.key
    const profile = await given(target, target.broker.readProfile('sync'))
    expect(profile).toMatchObject({ accountId, status: 'active' })
    expect(profile.optionLevel).toBeGreaterThanOrEqual(1)
    const balances = await given(target, target.broker.readBalances('sync'))
    expect(balances.accountId).toBe(accountId)
    expect(balances.totalEquity).toBe(balances.totalCash)
    expect(balances.optionBuyingPower).toBeGreaterThan(0)
    expect(balances.pendingOrders).toBe(0)
  }),
  brokerCase(32, 'cash moves by what fills move, less fees', async (target) => {
    const before = await given(target, target.broker.readBalances('sync'))
    const preview = await given(target, target.broker.preview(fillingSpread(target), 'entry'))
    const order = await orderById(target, await accepted(target, fillingSpread(target)))
    const after = await given(target, target.broker.readBalances('sync'))
    const fees = preview.fees + preview.commission
    expect(after.totalCash - before.totalCash).toBe(order.cashFlow! - fees)
  }),
  brokerCase(33, 'the clock of the broker is near ours and says that the market is open', async (target) => {
    const clock = await given(target, target.broker.readClock('sync'))
    expect(Math.abs(clock.at - target.clock.now())).toBeLessThan(60_000)
    expect(clock.state).toBe('open')
  }),
  brokerCase(34, 'a working order counts in the balances', async (target) => {
    await accepted(target, waitingSpread(target))
    expect((await given(target, target.broker.readBalances('sync'))).pendingOrders).toBe(1)
  }),
  movedCase(35, 'gain and loss of closed lots come overnight and add up', async (target, control) => {
    const opened = await orderById(target, await accepted(target, fillingSpread(target)))
    const closed = await orderById(target, await accepted(target, closingSpread(target, 49_000)))
    const today = newYorkDayOf(target.clock.now())
    expect(await given(target, target.broker.readGainLoss(today, today, 'sync'))).toEqual([])
    control.advance(DAY_MS)
    const rows = await given(target, target.broker.readGainLoss(today, today, 'sync'))
    expect(rows).toHaveLength(2)
    expect(rows.every(({ gainLoss, proceeds, cost }) => gainLoss === proceeds - cost)).toBe(true)
    const sum = rows.reduce((total, row) => total + row.gainLoss, 0)
    expect(sum).toBe(opened.cashFlow! + closed.cashFlow!)
  }),
  movedCase(36, 'the history, where there is one, has the trades', async (target, control) => {
    const opened = await orderById(target, await accepted(target, fillingSpread(target)))
    const today = newYorkDayOf(target.clock.now())
    control.advance(DAY_MS)
    const tomorrow = newYorkDayOf(instant(target.clock.now()))
    const rows = await given(target, target.broker.readHistory(today, tomorrow, 'sync'))
    if (!target.keepsHistory) {
      expect(rows ?? []).toEqual([])
      return
    }
    const trades = rows!.filter(({ kind }) => kind === 'trade')
    expect(trades.map(({ quantity }) => quantity).sort()).toEqual([-1, 1])
    const preview = await given(target, target.broker.preview(fillingSpread(target), 'entry'))
    const fees = preview.fees + preview.commission
    expect(trades.reduce((sum, { amount }) => sum + amount, 0)).toBe(opened.cashFlow! - fees)
  }),
]
