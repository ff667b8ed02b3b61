import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { ACCOUNT, OPEN, proposalRecord, proposalRun } from './sample-records.ts'

export const proposalsContract: ContractPart = {
  'gives runs and proposals back as they were': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      await tx.insertProposalRun(proposalRun('r1'), [proposalRecord('p1', 'r1')])
      await tx.insertProposalRun(proposalRun('r2', { at: instant(OPEN + 1), refusals: {}, rejected: [] }), [])
    })
    expect(await mine((tx) => tx.proposalById('p1'))).toEqual(proposalRecord('p1', 'r1'))
    expect(await mine((tx) => tx.latestRun(ACCOUNT))).toMatchObject({ id: 'r2', refusals: {} })
    await mine((tx) => tx.insertProposalRun(proposalRun('r3', { at: instant(OPEN + 2) }), []))
    expect(await mine((tx) => tx.latestRun(ACCOUNT))).toEqual(proposalRun('r3', { at: instant(OPEN + 2) }))
    expect(await theirs((tx) => tx.proposalById('p1'))).toBeNull()
    expect(await theirs((tx) => tx.latestRun(ACCOUNT))).toBeNull()
    expect(await theirs((tx) => tx.recentProposals(ACCOUNT, 9))).toEqual([])
  },

  'gives ready proposals by score until they expire': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const record = (id: string, score: number, lifeMs = 1_000) =>
      proposalRecord(id, 'r1', { score, expiresAt: instant(OPEN + lifeMs) })
    const found = [record('p1', 70.5), record('p2', 90), record('p3', 70.5), record('p4', 99, 10)]
    await mine((tx) => tx.insertProposalRun(proposalRun('r1'), found))
    const ready = async (afterMs: number) => {
      const records = await mine((tx) => tx.readyProposals(ACCOUNT, instant(OPEN + afterMs)))
      return records.map(({ id }) => id)
    }
    expect(await ready(9)).toEqual(['p4', 'p2', 'p1', 'p3'])
    expect(await ready(10)).toEqual(['p2', 'p1', 'p3'])
    expect(await ready(1_000)).toEqual([])
    expect(await theirs((tx) => tx.readyProposals(ACCOUNT, OPEN))).toEqual([])
    expect((await mine((tx) => tx.recentProposals(ACCOUNT, 2))).map(({ id }) => id)).toEqual(['p4', 'p3'])
  },

  'takes a proposal out of READY once, with its reason (B-26)': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine((tx) => tx.insertProposalRun(proposalRun('r1'), [proposalRecord('p1', 'r1')]))
    const leave = () => mine((tx) => tx.leaveReady('p1', 'INVALIDATED', 'delta_drift', 0.4, 'at most 0.35'))
    expect(await theirs((tx) => tx.leaveReady('p1', 'CONSUMED', 'entered', null, null))).toBe(false)
    expect(await leave()).toBe(true)
    expect(await leave()).toBe(false)
    expect(await mine((tx) => tx.proposalById('p1'))).toEqual(
      proposalRecord('p1', 'r1', {
        status: 'INVALIDATED',
        reason: 'delta_drift',
        reasonValue: 0.4,
        reasonThreshold: 'at most 0.35',
      }),
    )
    expect(await mine((tx) => tx.leaveReady('p-none', 'CONSUMED', 'entered', null, null))).toBe(false)
  },

  'refuses a departure without a reason (B-26)': async (store) => {
    const { mine } = await twoUsers(store)
    await mine((tx) => tx.insertProposalRun(proposalRun('r1'), [proposalRecord('p1', 'r1')]))
    await expect(mine((tx) => tx.leaveReady('p1', 'INVALIDATED', '', null, null))).rejects.toThrow()
    const silent = proposalRecord('p2', 'r2', { status: 'INVALIDATED' })
    await expect(mine((tx) => tx.insertProposalRun(proposalRun('r2'), [silent]))).rejects.toThrow()
    expect((await mine((tx) => tx.proposalById('p1')))?.status).toBe('READY')
    expect(await mine((tx) => tx.proposalById('p2'))).toBeNull()
  },

  'refuses an id that is taken and a proposal of another run': async (store) => {
    const { mine } = await twoUsers(store)
    await mine((tx) => tx.insertProposalRun(proposalRun('r1'), [proposalRecord('p1', 'r1')]))
    await expect(mine((tx) => tx.insertProposalRun(proposalRun('r1'), []))).rejects.toThrow()
    for (const wrong of [proposalRecord('p1', 'r2'), proposalRecord('p2', 'r1')]) {
      await expect(mine((tx) => tx.insertProposalRun(proposalRun('r2'), [wrong]))).rejects.toThrow()
    }
  },
}
