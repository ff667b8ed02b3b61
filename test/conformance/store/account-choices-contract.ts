import { expect } from 'vitest'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { AccountChoice } from '../../../src/ports/store/account-choice-store.ts'
import { type ContractPart, twoUsers } from './contract.ts'
import { OPEN } from './sample-records.ts'

/** A choice by which an account trades money. */
export function liveChoice(account: string): AccountChoice {
  return { account, runs: true, live: { at: OPEN, provedAt: instant(OPEN - 1_000) } }
}

export const accountChoicesContract: ContractPart = {
  'keeps what a user decided of an account, also before there is one, and no other user sees it': async (
    store,
  ) => {
    const { mine, theirs } = await twoUsers(store)
    const live = liveChoice('live:6YA1')
    const closed = { account: 'exchange:SYN1', runs: false, live: null }
    await mine((tx) => tx.putAccountChoice(live))
    await mine((tx) => tx.putAccountChoice(closed))
    expect(await mine((tx) => tx.accountChoices())).toEqual([closed, live])
    expect(await mine((tx) => tx.accountChoice('live:6YA1'))).toEqual(live)
    expect(await mine((tx) => tx.accountChoice('live:6YA2'))).toBeNull()
    expect(await theirs((tx) => tx.accountChoices())).toEqual([])
    expect(await theirs((tx) => tx.accountChoice('live:6YA1'))).toBeNull()
  },

  'stores a choice over the one before, each user their own of the same name': async (store) => {
    const { mine, theirs } = await twoUsers(store)
    const account = 'live:6YA1'
    await mine((tx) => tx.putAccountChoice(liveChoice(account)))
    await theirs((tx) => tx.putAccountChoice({ account, runs: false, live: null }))
    await mine((tx) => tx.putAccountChoice({ account, runs: true, live: null }))
    expect(await mine((tx) => tx.accountChoices())).toEqual([{ account, runs: true, live: null }])
    expect(await theirs((tx) => tx.accountChoices())).toEqual([{ account, runs: false, live: null }])
  },
}
