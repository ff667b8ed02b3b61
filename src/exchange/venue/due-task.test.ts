import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dropTasks, planTask, type TaskQueue, takeDueTask } from './due-task.ts'

test('tasks come out by time, those of one time in the order of planning, and never early', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: 0, max: 25 }), (times, now) => {
      const queue: TaskQueue = { heap: [], nextSeq: 1 }
      for (const [i, at] of times.entries()) planTask(queue, { at, kind: 'open', orderId: i, reason: null })
      const taken: number[][] = []
      for (let task = takeDueTask(queue, now); task !== undefined; task = takeDueTask(queue, now)) {
        taken.push([task.at, task.orderId])
      }
      const wanted = times.map((at, i) => [at, i]).filter(([at]) => at! <= now)
      expect(taken).toEqual(wanted.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!))
      expect(queue.heap).toHaveLength(times.length - wanted.length)
    }),
  )
})

test('what is planned for orders can be taken back, the rest stays in its order', () => {
  const queue: TaskQueue = { heap: [], nextSeq: 1 }
  for (let i = 0; i < 40; i += 1)
    planTask(queue, { at: (i * 7) % 10, kind: 'open', orderId: i % 4, reason: null })
  dropTasks(queue, new Set([1, 3]))
  const times: number[] = []
  for (let task = takeDueTask(queue, 99); task !== undefined; task = takeDueTask(queue, 99)) {
    expect(task.orderId % 2).toBe(0)
    times.push(task.at)
  }
  expect(times).toHaveLength(20)
  expect(times).toEqual([...times].sort((a, b) => a - b))
})
