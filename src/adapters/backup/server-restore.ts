import pg from 'pg'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { connectionVariables, runPostgresTool } from './postgres-tool.ts'

const OBJECTS = `select c.relname as name from pg_class c
  where c.relnamespace = (select oid from pg_namespace where nspname = 'public') and c.relkind in ('r', 'p', 'v', 'm', 'S') order by 1 limit 5`

/** Roles belong to the server and not to the database: a dump grants to them and does not make them. */
const ROLES = `do $$
declare
  name text;
begin
  foreach name in array array['legwork_app', 'legwork_worker'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin nosuperuser nobypassrls', name);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'legwork_backup') then
    begin
      create role legwork_backup nologin nosuperuser bypassrls;
    exception when insufficient_privilege then
      create role legwork_backup nologin nosuperuser;
    end;
  end if;
  execute format('grant legwork_app to %I', current_user);
  grant legwork_app to legwork_worker;
end
$$`

/**
 * Restores a dump into an empty database, all of it in one transaction or nothing. The database is then as it was when
 * it was dumped; whoever opens it migrates it further.
 *
 * Refuses: `database_must_be_reachable`, `database_must_be_empty`, and as `runPostgresTool`.
 *
 * @param url of the owner of the database, past a pooler
 */
export async function restoreServer(url: string, path: string): Promise<Result<true>> {
  const prepared = await prepare(url)
  if (!prepared.ok) return prepared
  const variables = connectionVariables(url)
  const args = [
    '--no-owner',
    '--exit-on-error',
    '--single-transaction',
    `--dbname=${variables['PGDATABASE']}`,
  ]
  const restored = await runPostgresTool('pg_restore', [...args, path], variables)
  return restored.ok ? ok(true) : restored
}

async function prepare(url: string): Promise<Result<true>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ readonly name: string }>(OBJECTS)
    if (rows.length > 0) {
      const names = rows.map(({ name }) => name).join(', ')
      return refuse(
        'database_must_be_empty',
        `The database holds ${names} already. A backup is restored into an empty database only; nothing was changed.`,
      )
    }
    await client.query(ROLES)
    // The dump makes the schema itself, with what is granted on it.
    await client.query('drop schema if exists public')
    return ok(true)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    return refuse('database_must_be_reachable', `The database cannot be restored into (${code}).`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
