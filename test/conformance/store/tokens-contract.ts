import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { SealedToken } from '../../../src/ports/store/token-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { OPEN } from './sample-records.ts'

export function sealedToken(more: Partial<SealedToken> = {}): SealedToken {
  return {
    environment: 'sandbox',
    accountId: 'VA1',
    ciphertext: 'gAAAAABsealed',
    keyId: 'k1',
    updatedAt: OPEN,
    ...more,
  }
}

export const tokensContract: ContractPart = {
  'keeps one token an account and environment, for its user alone': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const [paper, live] = [sealedToken(), sealedToken({ environment: 'live', ciphertext: 'gAAAAABlive' })]
    const other = sealedToken({ ciphertext: 'gAAAAABother' })
    await mine((tx) => tx.putSealedToken(paper))
    await mine((tx) => tx.putSealedToken(live))
    await theirs((tx) => tx.putSealedToken(other))
    expect(await mine((tx) => tx.sealedTokens())).toEqual([live, paper])
    expect(await mine((tx) => tx.sealedToken({ environment: 'live', accountId: 'VA1' }))).toEqual(live)
    expect(await mine((tx) => tx.sealedToken({ environment: 'live', accountId: 'VA2' }))).toBeNull()
    expect(await theirs((tx) => tx.sealedTokens())).toEqual([other])
    expect(await theirs((tx) => tx.sealedToken({ environment: 'live', accountId: 'VA1' }))).toBeNull()
  },

  'puts a token in place of the one before, and forgets it when told': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const next = sealedToken({ ciphertext: 'gAAAAABnext', keyId: 'k2', updatedAt: instant(OPEN + 1) })
    await mine((tx) => tx.putSealedToken(sealedToken()))
    await mine((tx) => tx.putSealedToken(next))
    expect(await mine((tx) => tx.sealedTokens())).toEqual([next])
    expect(await theirs((tx) => tx.deleteSealedToken(next))).toBe(false)
    expect(await mine((tx) => tx.deleteSealedToken(next))).toBe(true)
    expect(await mine((tx) => tx.deleteSealedToken(next))).toBe(false)
    expect(await mine((tx) => tx.sealedTokens())).toEqual([])
  },
}
