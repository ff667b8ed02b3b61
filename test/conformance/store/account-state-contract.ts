import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import type { BreakRecord } from '../../../src/ports/store/break-store.ts'
import type { RiskFlagRecord } from '../../../src/ports/store/risk-state-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, DAY, decisionRecord, OPEN } from './sample-records.ts'

const at = (ms: number) => instant(OPEN + ms)

export const decisionsContract: ContractPart = {
  'gives decisions back as they were, the newest first': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const records = [
      decisionRecord('d1', { at: at(1) }),
      decisionRecord('d2', { at: at(2), tradeId: null, outcome: [1, 'two', null, true, { three: [] }] }),
      decisionRecord('d3', { at: at(1) }),
    ]
    await mine((tx) => tx.insertDecisions(records))
    const [d1, d2, d3] = records
    expect(await mine((tx) => tx.recentDecisions(ACCOUNT, 9))).toEqual([d2, d3, d1])
    expect(await mine((tx) => tx.recentDecisions(ACCOUNT, 2))).toEqual([d2, d3])
    expect(await mine((tx) => tx.decisionsOfTrade('t1'))).toEqual([d3, d1])
    expect(await theirs((tx) => tx.recentDecisions(ACCOUNT, 9))).toEqual([])
    expect(await theirs((tx) => tx.decisionsOfTrade('t1'))).toEqual([])
    await expect(mine((tx) => tx.insertDecisions([d1!]))).rejects.toThrow()
    await mine((tx) => tx.insertDecisions([]))
  },

  'keeps a null as the value that it is': async (store) => {
    const { mine } = await twoUsers(store)
    const decision = decisionRecord('d1', { inputs: null, outcome: null })
    const found = { ...breakRecord('b1', 1), evidence: null }
    await mine(async (tx) => {
      await tx.insertDecisions([decision])
      await tx.insertBreaks([found])
    })
    expect(await mine((tx) => tx.recentDecisions(ACCOUNT, 1))).toEqual([decision])
    expect(await mine((tx) => tx.openBreaks(ACCOUNT))).toEqual([found])
  },

  'keeps the order of names, so that a replay prints what was printed': async (store) => {
    const { mine } = await twoUsers(store)
    const inputs = { z: 1, a: { y: 2, b: 3 } }
    await mine((tx) => tx.insertDecisions([decisionRecord('d1', { inputs })]))
    const [stored] = await mine((tx) => tx.recentDecisions(ACCOUNT, 1))
    expect(JSON.stringify(stored?.inputs)).toBe(JSON.stringify(inputs))
  },
}

export function breakRecord(id: string, openedMs: number): BreakRecord {
  return {
    id,
    account: ACCOUNT,
    symbol: 'SPY261016C00500000',
    cause: 'hand_trade',
    difference: -2,
    evidence: { before: 3, after: 1 },
    openedAt: at(openedMs),
    snapshotId: 's1',
    resolvedAt: null,
    resolution: null,
  }
}

export const breaksContract: ContractPart = {
  'gives open breaks, the oldest first, until each is resolved, once': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const first = { ...breakRecord('b2', 1), symbol: 'SPY', difference: 0.031234 }
    const second = breakRecord('b1', 2)
    await mine((tx) => tx.insertBreaks([second, first]))
    expect(await mine((tx) => tx.openBreaks(ACCOUNT))).toEqual([first, second])
    expect(await theirs((tx) => tx.openBreaks(ACCOUNT))).toEqual([])
    expect(await theirs((tx) => tx.resolveBreak('b1', OPEN, 'closed by hand'))).toBe(false)
    expect(await mine((tx) => tx.resolveBreak('b1', at(3), 'closed by hand'))).toBe(true)
    expect(await mine((tx) => tx.resolveBreak('b1', at(4), 'again'))).toBe(false)
    expect(await mine((tx) => tx.openBreaks(ACCOUNT))).toEqual([first])
    await expect(mine((tx) => tx.insertBreaks([first]))).rejects.toThrow()
    await mine((tx) => tx.insertBreaks([]))
  },
}

export function riskFlag(flag: RiskFlagRecord['flag'], more: Partial<RiskFlagRecord> = {}): RiskFlagRecord {
  return { account: ACCOUNT, flag, day: null, raisedAt: OPEN, reason: 'why', counted: [], ...more }
}

export const riskStateContract: ContractPart = {
  'gives the conditions that stand on a day, the gravest first': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const stop = riskFlag('DAILY_STOP_HIT', { day: DAY })
    const skew = riskFlag('CLOCK_SKEW')
    const pause = riskFlag('ENTRIES_PAUSED', { counted: ['t1', 't2'] })
    await mine(async (tx) => {
      for (const flag of [skew, stop, riskFlag('ENTRIES_PAUSED'), pause]) await tx.raiseRiskFlag(flag)
    })
    expect(await mine((tx) => tx.riskFlags(ACCOUNT, DAY))).toEqual([pause, stop, skew])
    expect(await mine((tx) => tx.riskFlags(ACCOUNT, tradingDay('2026-09-23')))).toEqual([pause, skew])
    expect(await theirs((tx) => tx.riskFlags(ACCOUNT, DAY))).toEqual([])
    await theirs((tx) => tx.clearRiskFlag(ACCOUNT, 'CLOCK_SKEW'))
    await mine((tx) => tx.clearRiskFlag(ACCOUNT, 'ENTRIES_PAUSED'))
    expect(await mine((tx) => tx.riskFlags(ACCOUNT, DAY))).toEqual([stop, skew])
  },
}

export const settingsContract: ContractPart = {
  'gives the settings of all accounts, then those of one, by key': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const setting = (account: string | null, key: string, value: string) => ({
      account,
      key,
      value,
      updatedAt: OPEN,
    })
    await mine(async (tx) => {
      await tx.putSetting(setting(ACCOUNT, 'MAX_POSITIONS', '3'))
      await tx.putSetting(setting(null, 'MIN_DTE', '15'))
      await tx.putSetting(setting(null, 'MAX_POSITIONS', '10'))
      await tx.putSetting(setting(null, 'MAX_POSITIONS', '12'))
    })
    expect(await mine((tx) => tx.settings(ACCOUNT))).toEqual([
      setting(null, 'MAX_POSITIONS', '12'),
      setting(null, 'MIN_DTE', '15'),
      setting(ACCOUNT, 'MAX_POSITIONS', '3'),
    ])
    expect(await mine((tx) => tx.settings('live:1'))).toHaveLength(2)
    expect(await theirs((tx) => tx.settings(ACCOUNT))).toEqual([])
    await theirs((tx) => tx.deleteSetting(null, 'MIN_DTE'))
    await mine((tx) => tx.deleteSetting(null, 'MAX_POSITIONS'))
    await mine((tx) => tx.deleteSetting(null, 'NOT_THERE'))
    expect(await mine((tx) => tx.settings(ACCOUNT))).toEqual([
      setting(null, 'MIN_DTE', '15'),
      setting(ACCOUNT, 'MAX_POSITIONS', '3'),
    ])
  },

  'replaces the settings of an account as a whole, and of that account only': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const setting = (account: string | null, key: string, value: string) => ({
      account,
      key,
      value,
      updatedAt: OPEN,
    })
    await mine(async (tx) => {
      await tx.putSetting(setting(null, 'a', '1'))
      await tx.replaceSettings(ACCOUNT, [setting(ACCOUNT, 'b', '0'), setting(ACCOUNT, 'c', '150')])
    })
    await theirs((tx) => tx.replaceSettings(ACCOUNT, []))
    await mine((tx) => tx.replaceSettings(ACCOUNT, [setting(ACCOUNT, 'c', '5'), setting(ACCOUNT, 'd', '')]))
    expect(await mine((tx) => tx.settings(ACCOUNT))).toEqual([
      setting(null, 'a', '1'),
      setting(ACCOUNT, 'c', '5'),
      setting(ACCOUNT, 'd', ''),
    ])
    await mine((tx) => tx.replaceSettings(ACCOUNT, []))
    expect(await mine((tx) => tx.settings(ACCOUNT))).toEqual([setting(null, 'a', '1')])
  },

  'remembers when things last happened': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      await tx.beat(ACCOUNT, 'LAST_MONITOR_RUN', at(1), null)
      await tx.beat(ACCOUNT, 'LAST_MONITOR_RUN', at(2), '3 trades')
      await tx.beat(ACCOUNT, 'LAST_ACCOUNT_SYNC', at(3), null)
    })
    expect([...(await mine((tx) => tx.heartbeats(ACCOUNT)))]).toEqual([
      ['LAST_ACCOUNT_SYNC', { at: at(3), detail: null }],
      ['LAST_MONITOR_RUN', { at: at(2), detail: '3 trades' }],
    ])
    expect((await theirs((tx) => tx.heartbeats(ACCOUNT))).size).toBe(0)
  },
}

export const leasesContract: ContractPart = {
  'gives a lease to one holder at a time, with a token that rises with each change of hands': async (
    store,
  ) => {
    const { mine, theirs } = await twoUsers(store)
    const claim = (holder: string, now: number) =>
      mine((tx) => tx.claimLease('monitor', holder, at(now), at(now + 10)))
    const holds = (token: number, now: number) => mine((tx) => tx.holdsLease('monitor', token, at(now)))
    expect(await claim('a', 0)).toBe(1)
    expect(await claim('b', 9)).toBeNull()
    // A renewal keeps the token; the lease then lasts until 15.
    expect(await claim('a', 5)).toBe(1)
    expect([await holds(1, 14), await holds(1, 15)]).toEqual([true, false])
    expect(await claim('b', 14)).toBeNull()
    expect(await claim('b', 15)).toBe(2)
    expect([await holds(1, 16), await holds(2, 16)]).toEqual([false, true])
    await mine((tx) => tx.releaseLease('monitor', 'a'))
    expect(await holds(2, 16)).toBe(true)
    await mine((tx) => tx.releaseLease('monitor', 'b'))
    expect(await holds(2, 16)).toBe(false)
    expect(await claim('b', 17)).toBe(3)
    expect(await theirs((tx) => tx.claimLease('monitor', 'c', at(17), at(27)))).toBe(1)
    expect(await mine((tx) => tx.holdsLease('other', 1, at(17)))).toBe(false)
  },

  'lets one of ten concurrent claims through': async (store) => {
    const { mine } = await twoUsers(store)
    const claims = Array.from({ length: 10 }, (_, i) =>
      mine((tx) => tx.claimLease('monitor', `holder-${i}`, at(0), at(10))),
    )
    expect((await Promise.all(claims)).filter((token) => token !== null)).toEqual([1])
  },
}
