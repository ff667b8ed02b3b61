import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { LoadPlan } from './load.ts'

// A client that does as little as it can, so that the server is what is measured.

const { port, path, headers, connections, durationMs } = workerData as LoadPlan
const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
const request = Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n`)
const until = performance.now() + durationMs
let count = 0
let status = 0
let others = 0

/** Where the answer at the beginning of some bytes ends; -1 while it is not all there. */
function endOf(bytes: Buffer): number {
  const head = bytes.indexOf('\r\n\r\n')
  if (head === -1) return -1
  const text = bytes.toString('latin1', 0, head).toLowerCase()
  const length = Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0)
  return bytes.length >= head + 4 + length ? head + 4 + length : -1
}

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setNoDelay(true)
    let held: Buffer = Buffer.alloc(0)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const end = endOf(held)
      if (end === -1) return
      const seen = Number(held.toString('latin1', 9, 12))
      if (status !== 0 && seen !== status) others += 1
      status = seen
      held = held.subarray(end)
      count += 1
      if (performance.now() < until) socket.write(request)
      else {
        socket.end()
        resolve()
      }
    })
  })
}

const begun = performance.now()
await Promise.all(Array.from({ length: connections }, ask))
parentPort!.postMessage({ perSecond: (count / (performance.now() - begun)) * 1_000, status, others })
