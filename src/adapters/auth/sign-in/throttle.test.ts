import { describe, expect, it } from 'vitest'
import { networkOf } from './client-network.ts'
import { GuessDelay, NetworkLimit } from './throttle.ts'

function clock() {
  let at = 1_790_000_000_000
  const pass = (ms: number): void => {
    at += ms
  }
  return { now: () => at, pass }
}

describe('guesses', () => {
  it('A10: are five for free, then a second apart, doubling to a quarter of an hour', () => {
    const { now, pass } = clock()
    const delay = new GuessDelay(now)
    for (let i = 0; i < 5; i++) expect(delay.admit('ann')).toHaveProperty('attempt')
    const waits: number[] = []
    for (let i = 0; i < 13; i++) {
      const refused = delay.admit('ann')
      if (!('waitMs' in refused)) throw new Error('it must wait')
      waits.push(refused.waitMs / 1_000)
      pass(refused.waitMs)
      expect(delay.admit('ann')).toHaveProperty('attempt')
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    expect(delay.admit('bob')).toHaveProperty('attempt')
  })

  it('A10: of one account are fewer than 120 in a day, however patient the guesser is', () => {
    const { now, pass } = clock()
    const delay = new GuessDelay(now)
    let tried = 0
    for (let waited = 0; waited < 24 * 3_600_000; ) {
      const admission = delay.admit('ann')
      if ('attempt' in admission) tried += 1
      else {
        pass(admission.waitMs)
        waited += admission.waitMs
      }
    }
    expect(tried).toBeLessThan(120)
  })

  it('that are made at once count at once', () => {
    const delay = new GuessDelay(clock().now)
    const answers = Array.from({ length: 100 }, () => delay.admit('ann'))
    expect(answers.filter((one) => 'attempt' in one)).toHaveLength(5)
  })

  it('that were right do not count; only a known device makes those before it forgotten', () => {
    const { now } = clock()
    const delay = new GuessDelay(now)
    const right = (forget: boolean) => {
      const admission = delay.admit('ann')
      if (!('attempt' in admission)) throw new Error('it must be let in')
      admission.attempt.succeed(forget)
    }
    for (let i = 0; i < 4; i++) delay.admit('ann')
    for (let i = 0; i < 20; i++) right(false)
    delay.admit('ann')
    expect(delay.admit('ann')).toHaveProperty('waitMs')
    for (let i = 0; i < 4; i++) delay.admit('bob')
    const other = delay.admit('bob')
    if ('attempt' in other) other.attempt.succeed(true)
    for (let i = 0; i < 5; i++) expect(delay.admit('bob')).toHaveProperty('attempt')
  })

  it('are forgotten after a day of quiet', () => {
    const { now, pass } = clock()
    const delay = new GuessDelay(now)
    for (let i = 0; i < 5; i++) delay.admit('ann')
    pass(24 * 3_600_000 + 1)
    for (let i = 0; i < 5; i++) expect(delay.admit('ann')).toHaveProperty('attempt')
  })
})

describe('a network', () => {
  it('A10: may try twenty times a minute', () => {
    const { now, pass } = clock()
    const limit = new NetworkLimit(now)
    const waits = Array.from({ length: 30 }, () => limit.admit('10.0.0.1'))
    expect(waits.filter((ms) => ms === 0)).toHaveLength(20)
    expect(limit.admit('10.0.0.2')).toBe(0)
    pass(60_000)
    expect(limit.admit('10.0.0.1')).toBe(0)
  })

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b:1:2::203.0.113.7', '64:ff9b:1:2::/64'],
    ['not an address', 'unknown'],
    [null, 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
