import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { DumpMessage, EmbeddedWorkerData } from './embedded-message.ts'
import type { WireMessage } from './worker-stream.ts'

// The embedded database in a thread of its own: on the main thread a query of half a second would stop every timer,
// and with them every exit, for so long.

/** What a `pg` client sends first: the length, then protocol 3.0. */
const STARTUP = 196_608
/** What it sends last. */
const TERMINATE = 'X'.charCodeAt(0)

const { folder, dump } = workerData as EmbeddedWorkerData
const port = parentPort!
const loadDataDir = dump === null ? {} : { loadDataDir: new Blob([dump as Uint8Array<ArrayBuffer>]) }
const db = await PGlite.create({ ...(folder === null ? {} : { dataDir: folder }), ...loadDataDir })

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

/** The files of the whole database, compressed. Nothing else runs meanwhile. */
async function sendDump(): Promise<void> {
  const archive = await db.dumpDataDir('gzip')
  const dumped = new Uint8Array(await archive.arrayBuffer())
  port.postMessage({ dumped } satisfies DumpMessage, [dumped.buffer])
}

function taskOf(message: WireMessage | 'close' | 'dump'): () => Promise<unknown> {
  if (message === 'close') return () => db.close().then(() => port.close())
  return message === 'dump' ? sendDump : () => answer(message)
}

port.on('message', (message: WireMessage | 'close' | 'dump') => {
  last = last.then(taskOf(message))
})
port.postMessage('ready')
