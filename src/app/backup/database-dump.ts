import { writeFile } from 'node:fs/promises'
import { dumpServer } from '../../adapters/backup/server-dump.ts'
import { ok, type Result } from '../../domain/refusal.ts'

/** How the database of a store is dumped. */
export interface DatabaseDump {
  /** How the file's name ends, by which a restore knows what it is. */
  readonly ending: '.dump' | '.embedded.tar.gz'
  /** Writes the dump into a file that exists, is empty, and is its owner's alone. */
  write(path: string): Promise<Result<true>>
}

/** The dump of a server, by `pg_dump`; refuses as `dumpServer`. */
export function serverDump(url: string): DatabaseDump {
  return { ending: '.dump', write: (path) => dumpServer(url, path) }
}

/** The dump of the embedded database, by its own files. */
export function embeddedDump(read: () => Promise<Uint8Array>): DatabaseDump {
  return {
    ending: '.embedded.tar.gz',
    async write(path) {
      await writeFile(path, await read())
      return ok(true)
    },
  }
}
