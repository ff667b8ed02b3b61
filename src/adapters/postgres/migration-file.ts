import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { invariant } from '../../domain/invariant.ts'

/** One step of the schema: plain SQL, and the SQL that takes it back. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  /** From the comment after `-- rollback:` at the end of the file. */
  readonly rollback: string
  /** SHA-256 of the file: a step that has been applied never changes. */
  readonly checksum: string
}

const FOLDER = fileURLToPath(new URL('../../../db/migrations/', import.meta.url))
const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/
const ROLLBACK_NOTE = /^-- rollback:\n((?:--[^\n]*\n)+)$/m

/** Reads a step from its file's name and text. */
export function parseMigration(file: string, text: string): Migration {
  const [, version, name] = FILE_NAME.exec(file) ?? []
  invariant(version !== undefined && name !== undefined, `${file} is not named NNNN_name.sql`)
  const [, note] = ROLLBACK_NOTE.exec(text) ?? []
  invariant(
    note !== undefined,
    `${file} does not end with a comment "-- rollback:" and the SQL that takes it back`,
  )
  return {
    version: Number.parseInt(version, 10),
    name,
    sql: text,
    rollback: note.replaceAll(/^--\s?/gm, ''),
    checksum: createHash('sha256').update(text).digest('hex'),
  }
}

/** Every step, in order, numbered from 1 without a gap. */
export function readMigrations(folder = FOLDER): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const migrations = files
    .sort()
    .map((file) => parseMigration(file, readFileSync(join(folder, file), 'utf8')))
  for (const [i, { version, name }] of migrations.entries()) {
    invariant(version === i + 1, `migration ${name} has number ${version} where ${i + 1} belongs`)
  }
  return migrations
}
