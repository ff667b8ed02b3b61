import type { MarketTime } from './venue-types.ts'

/** Something that will happen to an order at a time of its own. */
export interface DueTask {
  readonly at: MarketTime
  /** Of tasks due at one time the one planned first is done first. */
  readonly seq: number
  readonly kind: 'open' | 'reject' | 'cancel' | 'end_of_day'
  readonly orderId: number
  readonly reason: string | null
}

/** Tasks by time, a binary heap, so that planning and taking cost the logarithm of what is planned. */
export interface TaskQueue {
  readonly heap: DueTask[]
  nextSeq: number
}

function isBefore(a: DueTask, b: DueTask): boolean {
  return a.at === b.at ? a.seq < b.seq : a.at < b.at
}

/** Plans a task. */
export function planTask(queue: TaskQueue, task: Omit<DueTask, 'seq'>): void {
  const { heap } = queue
  let i = heap.length
  const added: DueTask = { ...task, seq: queue.nextSeq }
  queue.nextSeq += 1
  heap.push(added)
  while (i > 0) {
    const parent = (i - 1) >> 1
    if (!isBefore(added, heap[parent]!)) break
    heap[i] = heap[parent]!
    i = parent
  }
  heap[i] = added
}

/** Takes the earliest task out when it is due; undefined when none is. */
export function takeDueTask({ heap }: TaskQueue, now: MarketTime): DueTask | undefined {
  const first = heap[0]
  if (first === undefined || first.at > now) return undefined
  const last = heap.pop()!
  if (last === first) return first
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
    if (!isBefore(heap[child]!, last)) break
    heap[i] = heap[child]!
    i = child
  }
  heap[i] = last
  return first
}

/** Takes back what is planned for orders, so that nothing of it meets another order under the same id. */
export function dropTasks(queue: TaskQueue, orderIds: ReadonlySet<number>): void {
  const kept = queue.heap.filter(({ orderId }) => !orderIds.has(orderId))
  // In their order a list of tasks is a heap.
  kept.sort((a, b) => (isBefore(a, b) ? -1 : 1))
  queue.heap.splice(0, queue.heap.length, ...kept)
}
