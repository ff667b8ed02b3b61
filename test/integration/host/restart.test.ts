import { afterAll, expect, it } from 'vitest'
import { embeddedStore } from '../../../src/adapters/postgres/embedded-store.ts'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { hostFolder, openTestHost, playUntil, type RunningHost } from '../../support/host/running-host.ts'
import { madeUpToken, standInTradier } from '../../support/host/stand-in-tradier.ts'
import { namesOf, write } from '../../support/host/two-people.ts'

const folders = [hostFolder(), hostFolder(), hostFolder()]
afterAll(() => {
  for (const folder of folders) folder.remove()
})

const WISH = { environment: 'exchange', accountId: null } as const
const USERS = ['local', 'ada', 'bob', 'cyd']

async function open(host: RunningHost, username: string): Promise<string> {
  const opened = await host.host.open(username, WISH)
  if (!opened.ok) throw new Error(opened.message)
  return opened.value.view.account
}

it('a restart brings every account back that was open, with what it holds, and leaves a closed one closed', async () => {
  const folder = folders[0]!.path
  const first = await openTestHost(folder, { store: await embeddedStore(folder), usernames: USERS })
  const [adas, bobs, second] = [await open(first, 'ada'), await open(first, 'bob'), await open(first, 'ada')]
  await write(first.store, 'ada', { 'risk.max_open': '7' })
  expect(await first.host.close('bob', bobs)).toEqual({ ok: true, value: true })
  expect(namesOf(first.host.accountsOf('bob'))).toEqual([])
  first.host.begin()
  const playing = first.market.play()
  const began = first.market.clock.now()
  await playUntil(first, () => first.market.clock.now() > began + 10 * MINUTE_MS)
  await first.host.end()
  first.market.stop()
  await playing
  await first.close()

  const again = await openTestHost(folder, { store: await embeddedStore(folder), usernames: USERS })
  again.host.begin()
  await again.host.restore(await again.people.usernames())
  expect(namesOf(again.host.accountsOf('ada'))).toEqual([adas, second].toSorted())
  expect(namesOf(again.host.accountsOf('local'))).toEqual(['exchange:SYN11'])
  expect(namesOf(again.host.accountsOf('bob'))).toEqual([])
  expect(await again.host.standings('bob')).toEqual([
    { account: bobs, isOpen: false, trouble: null, isLiveOn: false },
  ])
  expect(namesOf(again.host.accountsOf('cyd'))).toEqual([])
  const core = again.host.coreOf('ada', adas)!
  // The venue knows the account from before: with another one behind its name the money would be there, the history not.
  const balances = await core.world.connection.broker(adas.slice('exchange:'.length)).readBalances('sync')
  expect(balances).toMatchObject({ ok: true, value: { totalEquity: 10_000_000 } })
  expect(core.engine.settings['risk.max_open']).toBe(7)
  expect(core.engine.settings['engine.entries']).toBe(false)
  // Closed is not gone.
  expect(await again.host.open('bob', { environment: 'exchange', accountId: bobs.slice(9) })).toMatchObject({
    ok: true,
  })
  const ended = again.market.play()
  await again.host.end()
  again.market.stop()
  await ended
  await again.close()
}, 60_000)

it('C-29: of two processes on one database one runs the cycles of an account; the other takes over when it ends', async () => {
  const store = memoryStore()
  const token = madeUpToken('ada')
  const { connect } = standInTradier({ sandbox: { [token]: ['VA12345678'] }, live: {} })
  const key = { environment: 'sandbox', accountId: 'VA12345678' } as const
  const account = 'sandbox:VA12345678'
  let rests = 0
  const scene = {
    store: { ...store, close: async () => {} },
    usernames: ['local', 'ada'],
    connectTradier: connect,
  }
  const one = await openTestHost(folders[1]!.path, { ...scene, holder: 'one' })
  await one.people.vault.put('ada', key, token)
  expect(await one.host.open('ada', key)).toMatchObject({ ok: true })

  const two = await openTestHost(folders[2]!.path, {
    ...scene,
    holder: 'two',
    wish: { seed: 12 },
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        rests += 1
        signal.addEventListener('abort', () => reject(signal.reason))
        setTimeout(resolve, 5)
      }),
  })
  await two.host.restore(['ada'])
  await playUntil(two, () => rests > 3)
  expect(two.host.accountOf('ada', account)).toBeNull()
  const [standing] = await two.host.standings('ada')
  expect(standing).toMatchObject({
    account,
    isOpen: false,
    trouble: expect.stringContaining('Another process'),
  })
  expect(one.host.accountOf('ada', account)).not.toBeNull()
  // The same process's own account cannot be begun twice either.
  await expect(openTestHost(folders[2]!.path, { ...scene, holder: 'three' })).rejects.toThrow(
    'engine_runs_elsewhere',
  )

  await one.close()
  await playUntil(two, () => two.host.accountOf('ada', account) !== null)
  expect((await two.host.standings('ada'))[0]).toMatchObject({ isOpen: true, trouble: null })
  await two.close()
})
