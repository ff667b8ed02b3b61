import { afterAll, describe, expect, it } from 'vitest'
import type { BrokerWorld } from '../../../src/app/engine/broker-world.ts'
import type { BrokerFactory } from '../../../src/app/host/broker-factory.ts'
import { pauseAfter } from '../../../src/app/host/account-keeper.ts'
import { MINUTE_MS } from '../../../src/domain/calendar/instant.ts'
import { instantOf } from '../../../src/domain/calendar/new-york-time.ts'
import { timeOfDay } from '../../../src/domain/calendar/time-of-day.ts'
import { tradingDay } from '../../../src/domain/calendar/trading-day.ts'
import { ok } from '../../../src/domain/refusal.ts'
import { hostFolder, openTestHost, playUntil, type RunningHost } from '../../support/host/running-host.ts'

const folders: { remove(): void }[] = []
afterAll(() => {
  for (const folder of folders) folder.remove()
})

function newFolder(): string {
  const folder = hostFolder()
  folders.push(folder)
  return folder.path
}

const OPEN = instantOf(tradingDay('2026-11-30'), timeOfDay('09:30'))
const WISH = { environment: 'exchange', accountId: null } as const

/** Ways to brokers of which one user's does with every call what is given here. */
function spoiling(username: string, fail: () => Promise<never>) {
  return (usual: BrokerFactory): Pick<BrokerFactory, 'worldOf'> => ({
    async worldOf(user, key) {
      const world = await usual.worldOf(user, key)
      return user === username && world.ok ? ok(spoiled(world.value, fail)) : world
    },
  })
}

function spoiled(world: BrokerWorld, fail: () => Promise<never>): BrokerWorld {
  const { connection } = world
  const failing = <Desk extends object>(desk: Desk): Desk =>
    new Proxy(desk, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? fail : value
      },
    })
  return {
    ...world,
    connection: {
      ...connection,
      marketData: failing(connection.marketData),
      broker: (id) => failing(connection.broker(id)),
    },
  }
}

/** Lets the first half hour of a session pass for a user whose broker fails and one whose does not. */
async function halfAnHour(
  fail: () => Promise<never>,
): Promise<{ host: RunningHost; bob: string; end: () => Promise<void> }> {
  const host = await openTestHost(newFolder(), { brokersOf: spoiling('ada', fail) })
  const ada = await host.host.open('ada', WISH)
  const bob = await host.host.open('bob', WISH)
  if (!ada.ok || !bob.ok) throw new Error('both must open')
  host.host.begin()
  const playing = host.market.play()
  await playUntil(host, () => host.market.clock.now() > OPEN + 30 * MINUTE_MS)
  const end = async (): Promise<void> => {
    await host.host.end()
    host.market.stop()
    await playing
    await host.close()
  }
  return { host, bob: bob.value.view.account, end }
}

/** The minutes from the open at which an account was mirrored. */
async function minutesMirrored(
  { store }: RunningHost,
  username: string,
  account: string,
): Promise<Set<number>> {
  const snapshots = await store.transact(username, (tx) => tx.latestSnapshots(account, 1_000))
  return new Set(snapshots.map(({ startedAt }) => Math.floor((startedAt - OPEN) / MINUTE_MS)))
}

/** The market begins at the open itself, so that the first monitor is a minute later. */
const EVERY_MINUTE = Array.from({ length: 29 }, (_, minute) => minute + 1)

describe('one account that fails', () => {
  it('whose broker never answers holds up no cycle of another', async () => {
    let letGo = (): void => {}
    const never = new Promise<never>((_, reject) => {
      letGo = () => reject(new Error('the test ends'))
    })
    never.catch(() => undefined)
    const { host, bob, end } = await halfAnHour(() => never)
    const mirrored = await minutesMirrored(host, 'bob', bob)
    expect(EVERY_MINUTE.filter((minute) => !mirrored.has(minute))).toEqual([])
    letGo()
    await end()
  })

  it('by a bug in each cycle is told to its user alone, and the others go on', async () => {
    const { host, bob, end } = await halfAnHour(async () => {
      throw new Error('canary of a bug')
    })
    const mirrored = await minutesMirrored(host, 'bob', bob)
    expect(EVERY_MINUTE.filter((minute) => !mirrored.has(minute))).toEqual([])
    const troubles = host.told.filter(({ event }) => event.kind === 'staleness')
    expect(troubles.length).toBeGreaterThan(0)
    expect(new Set(troubles.map(({ username }) => username))).toEqual(new Set(['ada']))
    expect(JSON.stringify(host.told)).not.toContain('canary')
    await end()
  })

  it('to open rests a little longer each time, says so, and runs once it can', async () => {
    const rests: number[] = []
    let left = 3
    const host = await openTestHost(newFolder(), {
      sleep: async (ms) => void rests.push(ms),
      brokersOf: (usual) => ({
        worldOf: (username, key) => {
          if (username === 'ada' && left-- > 0) throw new Error('canary of an address')
          return usual.worldOf(username, key)
        },
      }),
    })
    const account = 'exchange:SYN11-ABCDEF'
    const key = { environment: 'exchange', accountId: 'SYN11-ABCDEF' } as const
    const createdAt = host.market.clock.now()
    await host.store.transact('ada', (tx) =>
      tx.insertAccount({ account, key, epoch: 1, lastSequence: 0, snapshotId: null, createdAt }),
    )
    await host.host.restore(['local', 'ada'])
    await playUntil(host, () => host.host.accountOf('ada', account) !== null)
    expect(rests).toEqual([5_000, 10_000, 20_000])
    expect([1, 2, 7, 8, 1_000].map(pauseAfter)).toEqual([5_000, 10_000, 300_000, 300_000, 300_000])
    const told = host.told.filter(({ username }) => username === 'ada').map(({ event }) => event)
    expect(told.map(({ kind }) => kind)).toEqual(['staleness', 'staleness', 'staleness'])
    expect(JSON.stringify(told)).not.toContain('canary')
    expect(await host.host.standings('ada')).toEqual([
      { account, isOpen: true, trouble: null, isLiveOn: false },
    ])
    await host.close()
  })
})
