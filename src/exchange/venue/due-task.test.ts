import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planTask, type TaskQueue, takeDueTask } from './due-task.ts'

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
