import { Worker } from 'node:worker_threads'

/** What is asked again and again. */
export interface LoadPlan {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly connections: number
  readonly durationMs: number
}

/** What came back. */
export interface LoadResult {
  readonly perSecond: number
  /** Of the last answer, and how many had another. */
  readonly status: number
  readonly others: number
}

/** Sends requests over some connections, each as soon as the last was answered, from a thread of its own. */
export function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { workerData: plan })
  return new Promise((resolve, reject) => {
    worker.once('message', (result: LoadResult) => resolve(result))
    worker.once('error', reject)
  })
}
