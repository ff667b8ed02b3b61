import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Beyond this the file is put aside, once: with the one before it, at most twice as much is kept. */
const LARGEST_BYTES = 20_000_000

/** The engine's log in its folder, a JSON object a line; what cannot be written is dropped, since nothing may wait for it. */
export class LogFile {
  readonly path: string
  #file: number | null
  #bytes: number

  constructor(folder: string) {
    this.path = join(folder, 'engine.log')
    this.#file = openSync(this.path, 'a', 0o600)
    this.#bytes = statSync(this.path).size
  }

  write(line: string): void {
    if (this.#file === null) return
    writeSync(this.#file, line)
    this.#bytes += Buffer.byteLength(line)
    if (this.#bytes > LARGEST_BYTES) this.#turn()
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #turn(): void {
    closeSync(this.#file!)
    renameSync(this.path, `${this.path}.1`)
    this.#file = openSync(this.path, 'a', 0o600)
    this.#bytes = 0
  }
}
