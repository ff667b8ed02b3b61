import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** The SHA-256 of what files hold, one after the other, as hexadecimal digits. */
export async function hashOfFiles(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) {
    for await (const part of createReadStream(path)) hash.update(part as Buffer)
  }
  return hash.digest('hex')
}
