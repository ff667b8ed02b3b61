import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { WireMessage } from './worker-stream.ts'

// The embedded database in a thread of its own: on the main thread a query of half a second would stop every timer,
// and with them every exit, for so long.

/** What a `pg` client sends first: the length, then protocol 3.0. */
const STARTUP = 196_608
/** What it sends last. */
const TERMINATE = 'X'.charCodeAt(0)

const { folder } = workerData as { readonly folder: string | null }
const port = parentPort!
const db = await (folder === null ? PGlite.create() : PGlite.create(folder))

function isStartup(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && new DataView(bytes.buffer, bytes.byteOffset).getInt32(4) === STARTUP
}

async function answer({ connection, bytes }: WireMessage): Promise<void> {
  if (bytes[0] === TERMINATE) return
  // There is one session behind every connection: what a broken one left open ends with it.
  if (isStartup(bytes) && db.isInTransaction()) await db.exec('rollback')
  const reply = await db.execProtocolRaw(bytes)
  port.postMessage({ connection, bytes: reply } satisfies WireMessage)
}

let last: Promise<unknown> = Promise.resolve()

port.on('message', (message: WireMessage | 'close') => {
  const next = message === 'close' ? () => db.close().then(() => port.close()) : () => answer(message)
  last = last.then(next)
})
port.postMessage('ready')
