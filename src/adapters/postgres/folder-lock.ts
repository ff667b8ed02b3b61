import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Another process has the data folder; the message names it. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError'
}

/** A held lock. */
export interface FolderLock {
  release(): void
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return 'a process that has not said who it is'
  }
}

/**
 * Takes a data folder for this process, making it (for its owner alone) when it is not there. Two processes that write
 * to one embedded database destroy it without an error, so the second is refused. The lock is the operating system's,
 * on a file that SQLite keeps: it ends with its process however that ends, and is never taken from one that lives but
 * is slow. Network file systems do not keep such locks; a data folder belongs on a local disk.
 *
 * @throws {FolderInUseError} when another holds it
 */
export function lockFolder(folder: string, now: () => Date = () => new Date()): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const holder = join(folder, 'holder.txt')
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    file.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (!isBusy) throw error
    throw new FolderInUseError(
      `The data folder ${folder} is in use by ${readHolder(holder)}. Stop that one first, or give this one another folder.`,
    )
  }
  writeFileSync(holder, `process ${process.pid} on ${hostname()}, since ${now().toISOString()}\n`, {
    mode: 0o600,
  })
  return {
    release() {
      if (!file.isOpen) return
      rmSync(holder, { force: true })
      file.close()
    },
  }
}
