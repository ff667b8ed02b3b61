import { createHash } from 'node:crypto'
import { chmodSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ENGINE_CALL, ENGINE_REQUEST, type EngineRequest } from '../../contract/engine-request.ts'
import { type Result, refuse } from '../../domain/refusal.ts'

/** A request is a line; nothing that a person asks is longer. */
const LONGEST_BYTES = 65_536
/** Who connects and says nothing is not waited for. */
const SILENCE_MS = 30_000
/** A socket's path has room for about a hundred bytes. */
const LONGEST_PATH = 100

/**
 * Where the engine of a data folder is asked: a socket in the folder, for its owner alone; a named pipe on Windows. In a
 * folder whose path is too long for a socket it is beside other temporary files, under a name that the path gives.
 */
export function controlAddress(folder: string, platform: NodeJS.Platform = process.platform): string {
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (platform === 'win32') return `\\\\.\\pipe\\legwork-${short}`
  const path = join(folder, 'control.sock')
  return Buffer.byteLength(path) <= LONGEST_PATH ? path : join(tmpdir(), `legwork-${short}.sock`)
}

/** A request, and which account it is about; null for the engine's own. */
export interface EngineCall {
  readonly request: EngineRequest
  readonly account: string | null
}

type Answerer = (call: EngineCall) => Promise<Result<unknown>>

/** The door of a running engine for commands beside it. */
export interface ControlServer {
  close(): Promise<void>
}

/** Answers requests on the control socket, a JSON line each. The folder's lock must be held: a socket left there is stale. */
export async function serveControl(folder: string, answer: Answerer): Promise<ControlServer> {
  const address = controlAddress(folder)
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    serve(socket, answer)
  })
  if (process.platform !== 'win32') rmSync(address, { force: true })
  await listen(server, address)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
      for (const socket of sockets) socket.destroy()
      await closed
      if (process.platform !== 'win32') rmSync(address, { force: true })
    },
  }
}

async function listen(server: Server, address: string): Promise<void> {
  // Between its making and the change of its mode others must not connect either.
  const before = process.umask(0o077)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(address, resolve)
    })
    if (process.platform !== 'win32') chmodSync(address, 0o600)
  } finally {
    process.umask(before)
  }
}

function serve(socket: Socket, answer: Answerer): void {
  let heard = ''
  socket.setEncoding('utf8')
  socket.setTimeout(SILENCE_MS, () => {
    if (!heard.includes('\n')) socket.destroy()
  })
  socket.on('data', (chunk: string) => {
    if (heard.includes('\n')) return
    heard += chunk
    if (heard.length > LONGEST_BYTES) return void socket.destroy()
    if (heard.includes('\n')) void reply(socket, heard.slice(0, heard.indexOf('\n')), answer)
  })
}

async function reply(socket: Socket, line: string, answer: Answerer): Promise<void> {
  const result = await answered(line, answer)
  if (!socket.destroyed) socket.end(`${JSON.stringify(result)}\n`)
}

async function answered(line: string, answer: Answerer): Promise<Result<unknown>> {
  let asked: unknown
  try {
    asked = JSON.parse(line)
  } catch {
    return refuse('request_must_be_json', 'The request is not a line of JSON.')
  }
  const request = ENGINE_REQUEST.safeParse(asked)
  const about = ENGINE_CALL.safeParse(asked)
  if (!request.success || !about.success) {
    const [issue] = (request.error ?? about.error)!.issues
    return refuse(
      'request_must_be_known',
      `The request is not one: ${issue?.path.join('.')} ${issue?.message}.`,
    )
  }
  try {
    return await answer({ request: request.data, account: about.data.about })
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return refuse('engine_met_a_bug', message)
  }
}
