import { createHash } from 'node:crypto'

/** A list as it goes out. */
export interface ListBytes {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
}

interface Entry {
  readonly version: number
  readonly madeAt: number
  readonly made: Promise<ListBytes>
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

  /** @param version the count of the user's changes, read before anything else is */
  get(key: string, version: number, nowMs: number, make: () => Promise<unknown>): Promise<ListBytes> {
    const known = this.#lists.get(key)
    if (known !== undefined && known.version === version && nowMs - known.madeAt < this.#longestMs) {
      return known.made
    }
    const made = make().then(bytesOf)
    this.#lists.delete(key)
    this.#lists.set(key, { version, madeAt: nowMs, made })
    made.catch(() => {
      if (this.#lists.get(key)?.made === made) this.#lists.delete(key)
    })
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
