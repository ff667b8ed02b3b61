import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { Identity } from '../../../src/ports/identity.ts'
import { livePhrase, switchLiveOff, switchLiveOn } from '../../../src/service/accounts/switch-live.ts'

const NOW = instant(1_800_000_000_000)
const ACCOUNT = 'live:6YA12345'
const PERSON: Identity = {
  username: 'u1',
  name: 'Ada',
  scopes: ['trade-live'],
  via: 'session',
  provedAt: instant(NOW - 60_000),
}

function scene() {
  const store = memoryStore()
  const deps = { work: store, wallNow: () => NOW, isAllowed: true }
  const typed = livePhrase(ACCOUNT)
  const choices = (username: string) => store.transact(username, (tx) => tx.accountChoices())
  return { deps, choices, wish: { account: ACCOUNT, typed } }
}

describe('money is switched on', () => {
  it('by a session with a fresh second factor and the typed words, and is written down with both times', async () => {
    const { deps, choices, wish } = scene()
    const choice = { account: ACCOUNT, runs: true, live: { at: NOW, provedAt: PERSON.provedAt } }
    expect(await switchLiveOn(deps, PERSON, wish)).toEqual({ ok: true, value: choice })
    expect(await choices('u1')).toEqual([choice])
    expect(await choices('u2')).toEqual([])
    await switchLiveOff(deps, 'u1', ACCOUNT)
    expect(await choices('u1')).toEqual([{ account: ACCOUNT, runs: true, live: null }])
  })

  it.each([
    ['live_needs_a_session', { via: 'api_key' }, {}, true],
    ['live_needs_the_scope_trade_live', { scopes: ['read', 'trade-paper', 'admin'] }, {}, true],
    ['live_needs_a_fresh_second_factor', { provedAt: null }, {}, true],
    ['live_needs_a_fresh_second_factor', { provedAt: instant(NOW - 300_001) }, {}, true],
    ['live_needs_a_fresh_second_factor', { provedAt: instant(NOW + 1) }, {}, true],
    ['confirmation_must_be_typed', {}, { typed: 'yes' }, true],
    ['account_must_be_live', {}, { account: 'sandbox:VA12345' }, true],
    ['live_must_be_allowed_by_the_server', {}, {}, false],
  ] as const)('C-32: not otherwise: %s', async (code, person, wished, isAllowed) => {
    const { deps, choices, wish } = scene()
    const asked = await switchLiveOn({ ...deps, isAllowed }, { ...PERSON, ...person }, { ...wish, ...wished })
    expect(asked).toMatchObject({ ok: false, code })
    expect(await choices('u1')).toEqual([])
  })

  it('keeps whether the account runs', async () => {
    const { deps, choices, wish } = scene()
    await deps.work.transact('u1', (tx) => tx.putAccountChoice({ account: ACCOUNT, runs: false, live: null }))
    await switchLiveOn(deps, PERSON, wish)
    expect((await choices('u1'))[0]?.runs).toBe(false)
  })
})
