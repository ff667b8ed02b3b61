import { expect, test } from 'vitest'
import { FAULT, type PlannedRequest } from './fault.ts'
import { FAULT_PLAN, type FaultRule, playFaultPlan } from './fault-plan.ts'
import { swarmFaultPlan } from './fault-swarm.ts'

function request(count: number, change: Partial<PlannedRequest> = {}): PlannedRequest {
  return { method: 'POST', path: '/accounts/VA1/orders', now: 1_000 + count, count, tag: null, ...change }
}

test('the same seed and requests give the same faults, another seed others', () => {
  const faults = (seed: number): string => {
    const plan = playFaultPlan({ seed, rules: [{ fault: { kind: 'html' }, chance: 0.5 }] })
    return Array.from({ length: 64 }, (_, i) => (plan.faultOf(request(i)) === null ? '.' : 'x')).join('')
  }
  expect(faults(1)).toBe(faults(1))
  expect(faults(1)).not.toBe(faults(2))
  expect(faults(1)).toContain('x')
  expect(faults(1)).toContain('.')
})

test('a rule is about its methods, path and time only, and the first that hits counts', () => {
  const rules: FaultRule[] = [
    { fault: { kind: 'refused' }, chance: 1, methods: ['GET'], path: '/markets/', from: 10, until: 20 },
    { fault: { kind: 'quota' }, chance: 1, methods: ['POST'] },
    { fault: { kind: 'html' }, chance: 1 },
  ]
  const plan = playFaultPlan({ seed: 1, rules })
  const get = (path: string, now: number) => plan.faultOf(request(0, { method: 'GET', path, now }))?.kind
  expect(get('/markets/clock', 10)).toBe('refused')
  expect(get('/markets/clock', 20)).toBe('html')
  expect(get('/user/profile', 10)).toBe('html')
  expect(plan.faultOf(request(0))?.kind).toBe('quota')
})

test('a rule may strike so many times only', () => {
  const plan = playFaultPlan({ seed: 1, rules: [{ fault: { kind: 'quota' }, chance: 1, times: 2 }] })
  expect([0, 1, 2].map((i) => plan.faultOf(request(i))?.kind)).toEqual(['quota', 'quota', undefined])
})

test('a swarm is plain JSON: printed, stored and read it plays the same', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const plan = swarmFaultPlan(seed, 1_000, 2_000)
    expect(FAULT_PLAN.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
  }
})

test('swarms differ, and together they have every kind of fault', () => {
  const plans = Array.from({ length: 200 }, (_, seed) => swarmFaultPlan(seed))
  expect(new Set(plans.map((plan) => JSON.stringify(plan.rules))).size).toBe(200)
  const kinds = new Set(plans.flatMap(({ rules }) => rules.map(({ fault }) => fault.kind)))
  expect(
    [...FAULT.options.map((option) => option.shape.kind.value)].filter((kind) => !kinds.has(kind)),
  ).toEqual([])
  expect(plans[7]).toEqual(swarmFaultPlan(7))
})
