import type pg from 'pg'
import { invariant } from '../../domain/invariant.ts'
import { type Migration, readMigrations } from './migration-file.ts'

/** Any number that no other program takes for a lock of its own on the same database. */
const LOCK = 7_340_928_114

const CREATE_TABLE = `create table if not exists schema_migrations (
  version integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`

interface AppliedMigration {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

/**
 * Runs in a transaction that no second migrator can be in at the same time. The lock is the transaction's, since a
 * pooler may give the next statement to another session.
 */
async function locked<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function appliedMigrations(client: pg.ClientBase): Promise<readonly AppliedMigration[]> {
  await client.query(CREATE_TABLE)
  const result = await client.query<AppliedMigration>(
    'select version, name, checksum from schema_migrations order by version',
  )
  return result.rows
}

function checkApplied(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const { version, name, checksum } of applied) {
    const known = migrations[version - 1]
    invariant(
      known !== undefined,
      `the database has migration ${version} (${name}), which this program does not know: it is older than the database`,
    )
    invariant(
      known.checksum === checksum,
      `migration ${version} (${known.name}) was changed after it had been applied`,
    )
  }
}

/** Applies the next step; null when there is none. */
async function applyNext(client: pg.ClientBase, migrations: readonly Migration[]): Promise<Migration | null> {
  const applied = await appliedMigrations(client)
  checkApplied(applied, migrations)
  const next = migrations[applied.length]
  if (next === undefined) return null
  await client.query(next.sql)
  const { version, name, checksum } = next
  await client.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
    version,
    name,
    checksum,
  ])
  return next
}

/**
 * Brings a database to the newest schema, each step in a transaction of its own, and gives the names of the steps that
 * it applied. Two programs that start at once do not disturb each other. The pool must belong to the owner of the
 * tables, and must reach the server directly (`DIRECT_URL`), not through a pooler that cuts transactions.
 *
 * @throws {InvariantViolation} when a step was changed after it had been applied, or the database is newer
 */
export async function migrate(pool: pg.Pool, migrations = readMigrations()): Promise<readonly string[]> {
  const client = await pool.connect()
  const names: string[] = []
  try {
    for (;;) {
      const next = await locked(client, () => applyNext(client, migrations))
      if (next === null) return names
      names.push(next.name)
    }
  } finally {
    client.release()
  }
}

/** Takes the newest step back by its note and gives its name; null when there is none. Data of its tables is lost. */
export async function rollBackLast(pool: pg.Pool, migrations = readMigrations()): Promise<string | null> {
  const client = await pool.connect()
  try {
    return await locked(client, async () => {
      const applied = await appliedMigrations(client)
      checkApplied(applied, migrations)
      const last = migrations[applied.length - 1]
      if (last === undefined) return null
      await client.query(last.rollback)
      await client.query('delete from schema_migrations where version = $1', [last.version])
      return last.name
    })
  } finally {
    client.release()
  }
}
