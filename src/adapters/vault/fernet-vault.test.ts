import { describe, expect, it } from 'vitest'
import { instant } from '../../domain/calendar/instant.ts'
import { ok, refuse } from '../../domain/refusal.ts'
import type { BrokerAccountKey } from '../../ports/broker-account.ts'
import type { SealedToken, TokenStore } from '../../ports/store/token-store.ts'
import { fernetVault } from './fernet-vault.ts'
import { newFernetKey } from './fernet.ts'
import { parseKeyRing } from './key-ring.ts'

const PAPER: BrokerAccountKey = { environment: 'sandbox', accountId: 'VA1' }
const LIVE: BrokerAccountKey = { environment: 'live', accountId: 'VA1' }
const TOKEN = 'canary-token-4711'

/** Rows of users as a store keeps them; a thief may write there too. */
function rows() {
  const users = new Map<string, Map<string, SealedToken>>()
  const of = (username: string) => {
    const mine = users.get(username) ?? new Map<string, SealedToken>()
    users.set(username, mine)
    return mine
  }
  const name = ({ environment, accountId }: BrokerAccountKey) => `${environment}:${accountId}`
  return {
    of,
    usernames: async () => [...users.keys()],
    transact<T>(username: string, work: (tx: TokenStore) => Promise<T>): Promise<T> {
      const mine = of(username)
      return work({
        sealedToken: async (key) => mine.get(name(key)) ?? null,
        sealedTokens: async () => [...mine.values()],
        putSealedToken: async (token) => void mine.set(name(token), token),
        deleteSealedToken: async (key) => mine.delete(name(key)),
      })
    },
  }
}

type Rows = ReturnType<typeof rows>

function vault(store: Rows, keys: string | null) {
  return fernetVault({
    work: store,
    usernames: store.usernames,
    keys: keys === null ? refuse('vault_key_must_be_given', 'There is no key.') : parseKeyRing(keys),
    clock: { now: () => instant(1_790_000_000_000) },
  })
}

describe('the vault', () => {
  const [first, second] = [newFernetKey(), newFernetKey()]

  it('gives a token back to its user for its account, and keeps nothing readable', async () => {
    const store = rows()
    const box = vault(store, first)
    expect(await box.put('ann', PAPER, TOKEN)).toEqual(ok(true))
    expect(await box.get('ann', PAPER)).toEqual(ok(TOKEN))
    expect(JSON.stringify([...store.of('ann').values()])).not.toContain('canary')
    expect(JSON.stringify(await box.list('ann'))).not.toContain('canary')
    expect(await box.list('ann')).toEqual([{ ...PAPER, updatedAt: 1_790_000_000_000, readable: true }])
    expect(await box.get('bob', PAPER)).toMatchObject({ ok: false, code: 'token_must_be_stored' })
    expect(await box.drop('bob', PAPER)).toBe(false)
    expect(await box.drop('ann', PAPER)).toBe(true)
    expect(await box.get('ann', PAPER)).toMatchObject({ ok: false, code: 'token_must_be_stored' })
  })

  it('refuses what is no token, without repeating it', async () => {
    const answer = await vault(rows(), first).put('ann', PAPER, `${TOKEN}\nHost: evil`)
    expect(answer).toMatchObject({ ok: false, code: 'token_must_be_one_word' })
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  it('C-32: a token that was copied to live, to another account or to another user opens nothing there', async () => {
    const store = rows()
    const box = vault(store, first)
    await box.put('ann', PAPER, TOKEN)
    const sealed = store.of('ann').get('sandbox:VA1')!
    store.of('ann').set('live:VA1', { ...sealed, ...LIVE })
    store.of('ann').set('sandbox:VA2', { ...sealed, accountId: 'VA2' })
    store.of('bob').set('sandbox:VA1', sealed)
    for (const [user, key] of [
      ['ann', LIVE],
      ['ann', { ...PAPER, accountId: 'VA2' }],
      ['bob', PAPER],
    ] as const) {
      const answer = await box.get(user, key)
      expect(answer).toMatchObject({ ok: false, code: 'token_must_be_its_owners' })
      expect(JSON.stringify(answer)).not.toContain('canary')
    }
    // Nor does sealing anew make it sound.
    const next = vault(store, `${second},${first}`)
    expect(await next.rotate()).toMatchObject({ ok: false, code: 'token_must_be_its_owners' })
    expect(store.of('bob').get('sandbox:VA1')).toEqual(sealed)
  })

  it.each([
    ['without a key', null],
    ['with another key', newFernetKey()],
  ])('is locked %s while tokens are stored, and writes nothing over', async (_, keys) => {
    const store = rows()
    await vault(store, first).put('ann', PAPER, TOKEN)
    const before = store.of('ann').get('sandbox:VA1')
    const box = vault(store, keys)
    expect(await box.status()).toMatchObject({ state: 'locked', tokens: 1, unreadable: 1 })
    for (const key of [PAPER, LIVE]) {
      expect(await box.put('ann', key, 'another')).toMatchObject({
        ok: false,
        code: 'vault_must_be_unlocked',
      })
      expect(await box.put('bob', key, 'another')).toMatchObject({
        ok: false,
        code: 'vault_must_be_unlocked',
      })
    }
    expect(await box.get('ann', PAPER)).toMatchObject({ ok: false, code: 'vault_must_be_unlocked' })
    expect(await box.rotate()).toMatchObject({ ok: false, code: 'vault_must_be_unlocked' })
    expect(await box.list('ann')).toMatchObject([{ readable: false }])
    expect([...store.of('ann').values()]).toEqual([before])
    expect(store.of('bob').size).toBe(0)
    // The right key is back: all is as it was.
    expect(await vault(store, first).get('ann', PAPER)).toEqual(ok(TOKEN))
  })

  it('is locked by a text that was changed, although it names the right key', async () => {
    const store = rows()
    const box = vault(store, first)
    await box.put('ann', PAPER, TOKEN)
    const sealed = store.of('ann').get('sandbox:VA1')!
    store.of('ann').set('sandbox:VA1', { ...sealed, ciphertext: sealed.ciphertext.replace(/.{4}$/, 'AAAA') })
    expect(await box.get('ann', PAPER)).toMatchObject({ ok: false, code: 'vault_must_be_unlocked' })
    expect(await box.status()).toMatchObject({ state: 'locked' })
  })

  it('seals anew with the first of its keys, after which the others may go', async () => {
    const store = rows()
    await vault(store, first).put('ann', PAPER, TOKEN)
    await vault(store, first).put('bob', LIVE, 'token-of-bob')
    const both = vault(store, `${second},${first}`)
    expect(await both.status()).toMatchObject({ state: 'open', keys: 2, tokens: 2, old: 2 })
    await both.put('ann', LIVE, 'new-token')
    expect(await both.rotate()).toEqual(ok(2))
    expect(await both.rotate()).toEqual(ok(0))
    const after = vault(store, second)
    expect(await after.status()).toMatchObject({ state: 'open', tokens: 3, unreadable: 0, old: 0 })
    expect(await after.get('ann', PAPER)).toEqual(ok(TOKEN))
    expect(await after.get('bob', LIVE)).toEqual(ok('token-of-bob'))
    expect(await vault(store, first).status()).toMatchObject({ state: 'locked', unreadable: 3 })
  })
})

describe('a key ring', () => {
  it('refuses what is no key, says which, and shows none', () => {
    const answer = parseKeyRing(`${newFernetKey()}, secret-canary`)
    expect(answer).toMatchObject({ ok: false, code: 'vault_key_must_be_a_fernet_key' })
    expect(JSON.stringify(answer)).toContain('Key 2 of 2')
    expect(JSON.stringify(answer)).not.toContain('canary')
  })

  it('names a key the same each time, and by nothing that is in it', () => {
    const text = newFernetKey()
    const [one, two] = [parseKeyRing(text), parseKeyRing(text)]
    if (!one.ok || !two.ok) throw new Error('a new key is a key')
    expect(one.value.firstId).toBe(two.value.firstId)
    expect(Buffer.from(text, 'base64url').toString('hex')).not.toContain(one.value.firstId)
  })
})
