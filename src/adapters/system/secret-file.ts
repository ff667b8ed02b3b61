import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/** Why a secret cannot be read from its file. */
export type SecretFileRefusal = 'secret_file_must_be_there' | 'secret_file_must_be_private'

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}

/**
 * The secret of a file that only its owner may read.
 *
 * Refuses: `secret_file_must_be_there`; `secret_file_must_be_private` when others may read it, since then it may be
 * known to them already.
 */
export function readSecretFile(path: string): Result<string, SecretFileRefusal> {
  try {
    const { mode } = statSync(path)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return refuse(
        'secret_file_must_be_private',
        `Others than its owner may read ${path}; they may know it by now. Change the secret, or chmod 600 the file.`,
      )
    }
    return ok(readFileSync(path, 'utf8').trim())
  } catch (error) {
    return refuse('secret_file_must_be_there', `The file ${path} cannot be read (${codeOf(error)}).`)
  }
}

/**
 * Writes a new secret to a file of its own, on the disk before it is used: a key that is lost with the power would take
 * with it all that it has sealed. An existing file is never written over: its secret is read instead.
 */
export function makeSecretFile(path: string, secret: string): Result<string, SecretFileRefusal> {
  try {
    const file = openSync(path, 'wx', 0o600)
    try {
      writeSync(file, `${secret}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    chmodSync(path, 0o600)
    return ok(secret)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return readSecretFile(path)
    return refuse('secret_file_must_be_there', `The file ${path} cannot be made (${codeOf(error)}).`)
  }
}
