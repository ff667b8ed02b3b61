import { Buffer } from 'node:buffer'
import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

/** Bytes of PostgreSQL's protocol on their way to the embedded database or back, and the connection that they belong to. */
export interface WireMessage {
  readonly connection: number
  readonly bytes: Uint8Array
}

let connections = 0

/**
 * The connection of a `pg` client to the database in a worker thread. No socket is open, so that nobody else on the
 * machine can reach the database. Each write is made of whole messages, which is how `pg` writes.
 */
export class WorkerStream extends Duplex {
  readonly #worker: Worker
  readonly #connection = ++connections

  constructor(worker: Worker) {
    super()
    this.#worker = worker
    worker.on('message', this.#receive)
    worker.once('exit', this.#end)
  }

  readonly #receive = ({ connection, bytes }: Partial<WireMessage>): void => {
    if (connection === this.#connection && bytes !== undefined) this.push(bytes)
  }

  readonly #end = (): void => {
    this.push(null)
  }

  /** What `pg` calls on a socket; the worker runs already. */
  connect(): this {
    process.nextTick(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  #send(bytes: Uint8Array): void {
    this.#worker.postMessage({ connection: this.#connection, bytes } satisfies WireMessage)
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#send(chunk)
    done()
  }

  override _writev(chunks: readonly { readonly chunk: Uint8Array }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#worker.off('message', this.#receive)
    this.#worker.off('exit', this.#end)
    done(error)
  }
}
