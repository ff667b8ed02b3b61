import { expect, test } from 'vitest'
import type { PlannedRequest } from './fault.ts'
import { seededFaultPlan } from './seeded-fault-plan.ts'

function request(count: number, change: Partial<PlannedRequest> = {}): PlannedRequest {
  return { method: 'POST', path: '/accounts/VA1/orders', now: 1_000 + count, count, ...change }
}

test('the same seed and requests give the same faults, another seed others', () => {
  const faults = (seed: number): string => {
    const plan = seededFaultPlan(seed, [{ fault: { kind: 'html' }, chance: 0.5 }])
    return Array.from({ length: 64 }, (_, i) => (plan.faultOf(request(i)) === null ? '.' : 'x')).join('')
  }
  expect(faults(1)).toBe(faults(1))
  expect(faults(1)).not.toBe(faults(2))
  expect(faults(1)).toContain('x')
  expect(faults(1)).toContain('.')
})

test('a rule is about its methods, path and time only, and the first that hits counts', () => {
  const rules = [
    { fault: { kind: 'refused' }, chance: 1, methods: ['GET'], path: '/markets/', from: 10, until: 20 },
    { fault: { kind: 'quota' }, chance: 1, methods: ['POST'] },
    { fault: { kind: 'html' }, chance: 1 },
  ] as const
  const plan = seededFaultPlan(1, rules)
  const get = (path: string, now: number) => plan.faultOf(request(0, { method: 'GET', path, now }))?.kind
  expect(get('/markets/clock', 10)).toBe('refused')
  expect(get('/markets/clock', 20)).toBe('html')
  expect(get('/user/profile', 10)).toBe('html')
  expect(plan.faultOf(request(0))?.kind).toBe('quota')
})
