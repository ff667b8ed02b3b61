import { afterAll, expect, it } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { embeddedStore } from '../../../src/adapters/postgres/embedded-store.ts'
import { hostFolder, openTestHost } from '../../support/host/running-host.ts'
import { expectPeopleApart, namesOf, tradeSideBySide } from '../../support/host/two-people.ts'

const folders = [hostFolder(), hostFolder(), hostFolder()]
afterAll(() => {
  for (const folder of folders) folder.remove()
})

it('accounts of three users in one process over one exchange trade side by side and share no row, order or news', async () => {
  const { host, accounts } = await tradeSideBySide(folders[0]!.path, memoryStore())
  await expectPeopleApart(host, accounts)
  // What the person of the terminal reads is of their own account alone.
  const shown = JSON.stringify(host.shown)
  expect(shown).not.toContain(accounts['ada'])
  await host.close()
}, 120_000)

it('the same on the embedded database', async () => {
  const { host, accounts } = await tradeSideBySide(folders[1]!.path, await embeddedStore(null))
  await expectPeopleApart(host, accounts)
  await host.close()
}, 120_000)

it('a directory shows each user their own accounts only, and a foreign one is as one that never was', async () => {
  const host = await openTestHost(folders[2]!.path)
  const wish = { environment: 'exchange', accountId: null } as const
  const ada = await host.host.open('ada', wish)
  const bob = await host.host.open('bob', wish)
  if (!ada.ok || !bob.ok) throw new Error('both must open')
  const [adas, bobs] = [ada.value.view.account, bob.value.view.account]
  expect(adas).toMatch(/^exchange:SYN11-[2-9A-Z]{6}$/)
  expect(adas).not.toBe(bobs)
  expect(namesOf(host.host.accountsOf('ada'))).toEqual([adas])
  expect(host.host.accountOf('ada', bobs)).toBeNull()
  expect(host.host.accountOf('ada', 'exchange:SYN11')).toBeNull()
  expect(namesOf(host.host.accountsOf('nobody'))).toEqual([])
  const foreign = await host.host.open('ada', {
    environment: 'exchange',
    accountId: bobs.slice('exchange:'.length),
  })
  const never = await host.host.open('ada', { environment: 'exchange', accountId: 'SYN11-ZZZZZZ' })
  expect(foreign).toEqual({
    ok: false,
    code: 'account_must_be_known',
    message: `There is no account ${bobs} of yours.`,
  })
  expect(never).toMatchObject({ code: 'account_must_be_known' })
  expect(await host.host.close('ada', bobs)).toMatchObject({ code: 'account_must_be_known' })
  // A token of one account is no key to another at the exchange either.
  const { connection } = host.host.coreOf('ada', adas)!.world
  const read = await connection.broker(bobs.slice('exchange:'.length)).readBalances('sync')
  expect(read).toMatchObject({ ok: false, kind: 'unauthorized' })
  await host.close()
})
