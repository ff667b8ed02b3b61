import { expect } from 'vitest'
import { DAY_MS, instant } from '../../../src/domain/calendar/instant.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { OPEN } from './sample-records.ts'

const at = (ms: number) => instant(OPEN + ms)
const NEVER_STALE = at(-1)

function claim(key: string, ms: number, more: { requestHash?: string; subject?: string | null } = {}) {
  return { key, requestHash: 'h', subject: null, createdAt: at(ms), expiresAt: at(ms + DAY_MS), ...more }
}

export const idempotencyContract: ContractPart = {
  'gives a key to one claim, and shows the others what stands': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const first = claim('k', 0, { subject: 't1' })
    expect(await mine((tx) => tx.claimKey(first, NEVER_STALE))).toBeNull()
    const stands = { ...first, response: null }
    expect(await mine((tx) => tx.claimKey(claim('k', 1, { requestHash: 'other' }), NEVER_STALE))).toEqual(
      stands,
    )
    expect(await mine((tx) => tx.keyRecord('k', at(1)))).toEqual(stands)
    expect(await theirs((tx) => tx.keyRecord('k', at(1)))).toBeNull()
    expect(await theirs((tx) => tx.claimKey(first, NEVER_STALE))).toBeNull()
  },

  'keeps the first answer, whatever it is': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine((tx) => tx.claimKey(claim('k', 0), NEVER_STALE))
    await mine((tx) => tx.claimKey(claim('null', 0), NEVER_STALE))
    await theirs((tx) => tx.answerKey('k', 'theirs'))
    await mine(async (tx) => {
      await tx.answerKey('k', { ok: true, value: [0, 'a', null] })
      await tx.answerKey('k', 'second')
      await tx.answerKey('null', null)
      await tx.releaseKey('k')
    })
    const read = (key: string) => mine((tx) => tx.keyRecord(key, at(1)))
    expect((await read('k'))?.response).toEqual({ answer: { ok: true, value: [0, 'a', null] } })
    expect((await read('null'))?.response).toEqual({ answer: null })
  },

  'gives back a key without an answer': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine((tx) => tx.claimKey(claim('k', 0), NEVER_STALE))
    await theirs((tx) => tx.releaseKey('k'))
    expect(await mine((tx) => tx.keyRecord('k', at(1)))).not.toBeNull()
    await mine((tx) => tx.releaseKey('k'))
    expect(await mine((tx) => tx.keyRecord('k', at(1)))).toBeNull()
  },

  'lets an abandoned claim be taken over by the same request, and no other': async (store) => {
    const { mine } = await twoUsers(store)
    await mine(async (tx) => {
      await tx.claimKey(claim('plain', 0), NEVER_STALE)
      await tx.claimKey(claim('trade', 0, { subject: 't1' }), NEVER_STALE)
      await tx.claimKey(claim('done', 0), NEVER_STALE)
      await tx.answerKey('done', 1)
    })
    const later = (key: string, requestHash = 'h') =>
      mine((tx) => tx.claimKey(claim(key, 10, { requestHash }), at(0)))
    expect(await later('plain', 'other')).toMatchObject({ requestHash: 'h' })
    expect(await later('trade')).toMatchObject({ subject: 't1' })
    expect(await later('done')).toMatchObject({ response: { answer: 1 } })
    expect(await later('plain')).toBeNull()
    expect(await later('plain')).toMatchObject({ createdAt: at(10) })
  },

  'forgets what has expired': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    await mine(async (tx) => {
      await tx.claimKey(claim('old', 0), NEVER_STALE)
      await tx.answerKey('old', 'first')
      await tx.claimKey(claim('new', 5), NEVER_STALE)
    })
    expect(await mine((tx) => tx.keyRecord('old', at(DAY_MS - 1)))).not.toBeNull()
    expect(await mine((tx) => tx.keyRecord('old', at(DAY_MS)))).toBeNull()
    expect(await theirs((tx) => tx.pruneKeys(at(DAY_MS)))).toBe(0)
    expect(await mine((tx) => tx.pruneKeys(at(DAY_MS)))).toBe(1)
    expect(await mine((tx) => tx.claimKey(claim('new', DAY_MS + 5), NEVER_STALE))).toBeNull()
    expect(await mine((tx) => tx.keyRecord('new', at(DAY_MS + 6)))).toMatchObject({ response: null })
  },

  'lets one of ten concurrent claims through': async (store) => {
    const { mine } = await twoUsers(store)
    const claims = Array.from({ length: 10 }, () => mine((tx) => tx.claimKey(claim('k', 0), NEVER_STALE)))
    expect((await Promise.all(claims)).filter((found) => found === null)).toHaveLength(1)
  },
}
