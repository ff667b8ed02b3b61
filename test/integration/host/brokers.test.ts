import { afterAll, describe, expect, it } from 'vitest'
import { memoryStore } from '../../../src/adapters/memory/memory-store.ts'
import { instant } from '../../../src/domain/calendar/instant.ts'
import type { BrokerEnvironment } from '../../../src/ports/broker-account.ts'
import { recordPromotionPass } from '../../../src/service/promotion/request-live.ts'
import { PROMOTION_ITEMS } from '../../../src/domain/promotion/promotion-list.ts'
import { type HostScene, hostFolder, openTestHost } from '../../support/host/running-host.ts'
import { madeUpToken, standInTradier } from '../../support/host/stand-in-tradier.ts'

const folders: { remove(): void }[] = []
afterAll(() => {
  for (const folder of folders) folder.remove()
})

const [PAPER, REAL] = [madeUpToken('paper'), madeUpToken('real')]
const ALLOWED = { LEGWORK_LIVE: 'yes-real-money' }
const SANDBOX = { environment: 'sandbox', accountId: 'VA12345678' } as const
const LIVE = { environment: 'live', accountId: '6YA12345' } as const
const LIVE_NAME = 'live:6YA12345'

/** A host whose users may bring accounts of a stand-in for Tradier's two hosts. */
async function scene(parts: HostScene = {}) {
  const tradier = standInTradier({
    sandbox: { [PAPER]: ['VA12345678', 'VA87654321'] },
    live: { [REAL]: ['6YA12345'] },
  })
  const folder = hostFolder()
  folders.push(folder)
  const store = parts.store ?? memoryStore()
  const opened = await openTestHost(folder.path, { store, connectTradier: tradier.connect, ...parts })
  const give = (username: string, key: typeof SANDBOX | typeof LIVE, token: string) =>
    opened.people.vault.put(username, key, token)
  const consent = (username: string) =>
    opened.store.transact(username, (tx) =>
      tx.putAccountChoice({
        account: LIVE_NAME,
        runs: true,
        live: { at: instant(Date.now()), provedAt: instant(Date.now() - 1) },
      }),
    )
  const pass = async (username: string): Promise<void> => {
    const deps = {
      username,
      account: LIVE_NAME,
      work: opened.store,
      clock: { now: () => instant(Date.now()) },
    }
    for (const item of PROMOTION_ITEMS) await recordPromotionPass(deps, item, 'by a test')
  }
  return { ...opened, heard: tradier.heard, give, consent, pass }
}

async function addRow(
  host: Awaited<ReturnType<typeof scene>>,
  username: string,
  key: typeof LIVE,
): Promise<void> {
  await host.store.transact(username, (tx) =>
    tx.insertAccount({
      account: LIVE_NAME,
      key,
      epoch: 1,
      lastSequence: 0,
      snapshotId: null,
      createdAt: instant(Date.now()),
    }),
  )
}

describe('accounts at Tradier', () => {
  it('are opened by a token of their own, which the broker says opens them', async () => {
    const host = await scene()
    expect(await host.host.open('ada', SANDBOX)).toMatchObject({ code: 'token_must_be_stored' })
    expect(await host.give('ada', SANDBOX, PAPER)).toEqual({ ok: true, value: true })
    const opened = await host.host.open('ada', SANDBOX)
    expect(opened).toMatchObject({
      ok: true,
      value: { view: { account: 'sandbox:VA12345678', mode: 'PAPER' } },
    })
    expect(await host.host.open('bob', SANDBOX)).toMatchObject({ code: 'token_must_be_stored' })
    const other = { environment: 'sandbox', accountId: 'VA00000000' } as const
    await host.people.vault.put('ada', other, PAPER)
    expect(await host.host.open('ada', other)).toMatchObject({ code: 'token_must_be_for_this_account' })
    await host.people.vault.put('bob', SANDBOX, madeUpToken('unknown'))
    expect(await host.host.open('bob', SANDBOX)).toMatchObject({ code: 'token_must_be_accepted' })
    await host.close()
  })

  it('of one token share one budget of calls, and are not traded by two users', async () => {
    const host = await scene()
    const second = { environment: 'sandbox', accountId: 'VA87654321' } as const
    await host.give('ada', SANDBOX, PAPER)
    await host.people.vault.put('ada', second, PAPER)
    await host.give('bob', SANDBOX, PAPER)
    for (const wish of [SANDBOX, second])
      expect(await host.host.open('ada', wish)).toMatchObject({ ok: true })
    const [a, b] = ['sandbox:VA12345678', 'sandbox:VA87654321'].map((name) => host.host.coreOf('ada', name)!)
    const counts = () => [a!, b!].map(({ world }) => world.connection.callsInLastMinute())
    const before = counts()
    await a!.world.connection.broker(SANDBOX.accountId).readProfile('sync')
    expect(counts()[1]).not.toEqual(before[1])
    expect(counts()[1]).toEqual(counts()[0])
    expect(await host.host.open('bob', SANDBOX)).toMatchObject({ code: 'account_must_not_run_twice' })
    await host.close()
  })

  it('run on the wall’s time beside an exchange on a time of its own', async () => {
    const host = await scene()
    await host.give('ada', SANDBOX, PAPER)
    await host.host.open('ada', SANDBOX)
    const paper = await host.host.open('bob', { environment: 'exchange', accountId: null })
    const tradier = host.host.coreOf('ada', 'sandbox:VA12345678')!
    expect(Math.abs(tradier.view.clock.now() - Date.now())).toBeLessThan(5_000)
    if (!paper.ok) throw new Error(paper.message)
    const standing = paper.value.view.clock.now()
    // While the exchange's market stands for work under way, the wall's time goes on for the other.
    await host.market.during(async () => {
      const before = tradier.view.clock.now()
      await tradier.engine.context.clock.sleep(15)
      expect(tradier.view.clock.now()).toBeGreaterThan(before)
    })
    expect(paper.value.view.clock.now()).toBe(standing)
    await host.close()
  })
})

describe('C-32: money and paper', () => {
  it('C-32: live is refused without the server’s word, without consent, without a live token, without the list', async () => {
    const forbidden = await scene()
    await forbidden.give('ada', LIVE, REAL)
    await forbidden.consent('ada')
    expect(await forbidden.host.open('ada', LIVE)).toMatchObject({
      code: 'live_must_be_allowed_by_the_server',
    })
    expect(forbidden.heard).toEqual([])
    await forbidden.close()

    const host = await scene({ environment: ALLOWED })
    await host.give('ada', LIVE, REAL)
    expect(await host.host.open('ada', LIVE)).toMatchObject({ code: 'live_must_be_switched_on' })
    await host.consent('ada')
    await host.people.vault.drop('ada', LIVE)
    // A token for paper is at hand, and is not taken in its place.
    await host.give('ada', SANDBOX, PAPER)
    expect(await host.host.open('ada', LIVE)).toMatchObject({ code: 'token_must_be_stored' })
    expect(host.heard).toEqual([])
    await host.give('ada', LIVE, REAL)
    expect(await host.host.open('ada', LIVE)).toMatchObject({ code: 'promotion_item_must_be_passed' })
    expect(host.host.accountOf('ada', LIVE_NAME)).toBeNull()
    // The row is there by now; the list hangs on it.
    await host.pass('ada')
    expect(await host.host.open('ada', LIVE)).toMatchObject({ ok: true, value: { view: { mode: 'LIVE' } } })
    expect(await host.host.open('bob', LIVE)).toMatchObject({ code: 'live_must_be_switched_on' })
    await host.close()
  })

  it('C-32: each host hears the tokens of its own environment only', async () => {
    const host = await scene({ environment: ALLOWED })
    await host.give('ada', SANDBOX, PAPER)
    await host.give('ada', LIVE, REAL)
    await host.consent('ada')
    await addRow(host, 'ada', LIVE)
    await host.pass('ada')
    for (const wish of [SANDBOX, LIVE]) expect(await host.host.open('ada', wish)).toMatchObject({ ok: true })
    const heard = (environment: BrokerEnvironment) =>
      new Set(host.heard.filter((call) => call.environment === environment).map(({ token }) => token))
    expect([heard('sandbox'), heard('live')]).toEqual([new Set([PAPER]), new Set([REAL])])
    await host.close()
  })

  it('C-32: money that was switched off is not traded after a restart, and its user is told', async () => {
    const store = memoryStore()
    const kept = { ...store, close: async () => {} }
    const first = await scene({ environment: ALLOWED, store: kept, holder: 'one' })
    await first.give('ada', LIVE, REAL)
    await first.consent('ada')
    await addRow(first, 'ada', LIVE)
    await first.pass('ada')
    expect(await first.host.open('ada', LIVE)).toMatchObject({ ok: true })
    await first.close()
    await store.transact('ada', (tx) => tx.putAccountChoice({ account: LIVE_NAME, runs: true, live: null }))
    const again = await scene({ environment: ALLOWED, store: kept, holder: 'two' })
    await again.host.restore(['ada'])
    expect(again.host.accountOf('ada', LIVE_NAME)).toBeNull()
    expect(again.heard).toEqual([])
    expect((await again.host.standings('ada'))[0]?.trouble).toContain('switched off')
    expect(again.told.map(({ username, event }) => [username, event.kind])).toEqual([['ada', 'staleness']])
    await again.close()
  })
})
