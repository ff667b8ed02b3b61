import { createHash } from 'node:crypto'
import { ok, type Result } from '../domain/refusal.ts'

/** A list as it goes out. */
export interface ListBytes {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
}

/** A list that is kept, and the route that it answers. */
export interface KeptList {
  readonly list: ListBytes
  readonly route: string
}

interface Entry {
  readonly version: number
  readonly madeAt: number
  readonly made: Promise<Result<ListBytes>>
  /** Null until it is made. */
  kept: KeptList | null
}

/** Lists that are kept; the ones asked for longest ago go first. */
const MOST_LISTS = 500

/**
 * Keeps the bytes of lists for as long as their user's rows have not changed in this process, and for a moment at most, as
 * another process may have changed them. Who asks while one is made waits for that one.
 */
export class ListCache {
  readonly #lists = new Map<string, Entry>()
  readonly #longestMs: number

  constructor(longestMs: number) {
    this.#longestMs = longestMs
  }

  /** What is kept and still good; null for what must be made. */
  peek(key: string, version: number, nowMs: number): KeptList | null {
    const known = this.#lists.get(key)
    return known !== undefined && this.#isGood(known, version, nowMs) ? known.kept : null
  }

  #isGood({ version, madeAt }: Entry, now: number, nowMs: number): boolean {
    return version === now && nowMs - madeAt < this.#longestMs
  }

  /** @param version the count of the user's changes, read before anything else is */
  get(
    key: string,
    route: string,
    version: number,
    nowMs: number,
    make: () => Promise<Result<unknown>>,
  ): Promise<Result<ListBytes>> {
    const known = this.#lists.get(key)
    if (known !== undefined && this.#isGood(known, version, nowMs)) return known.made
    const made = make().then((list) => (list.ok ? ok(bytesOf(list.value)) : list))
    this.#lists.delete(key)
    const entry: Entry = { version, madeAt: nowMs, made, kept: null }
    this.#lists.set(key, entry)
    const forget = (): void => {
      if (this.#lists.get(key) === entry) this.#lists.delete(key)
    }
    made.then((list) => {
      if (list.ok) entry.kept = { list: list.value, route }
      else forget()
    }, forget)
    if (this.#lists.size > MOST_LISTS) this.#lists.delete(this.#lists.keys().next().value!)
    return made
  }
}

function bytesOf(list: unknown): ListBytes {
  const bytes = new TextEncoder().encode(JSON.stringify(list))
  const etag = `"${createHash('sha1').update(bytes).digest('base64url')}"`
  return { bytes, etag }
}

/**
 * Whether a client has this list already, by its If-None-Match.
 *
 * @example
 * [isKnown('W/"a", "b"', '"b"'), isKnown('*', '"b"'), isKnown(undefined, '"b"')] // => [true, true, false]
 */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch === etag || ifNoneMatch === '*') return true
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
