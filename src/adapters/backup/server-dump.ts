import pg from 'pg'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { connectionVariables, runPostgresTool } from './postgres-tool.ts'

/** The role that reads every user's rows: row level security hides them from all others, the owner included. */
const BACKUP_ROLE = 'legwork_backup'

const HOW_TO =
  'As a superuser of the server: create role legwork_backup nologin bypassrls; grant legwork_backup to LOGIN; ' +
  'grant usage on schema public to legwork_backup; grant select on all tables in schema public to legwork_backup. ' +
  'Where nobody is a superuser (hosted servers), use the host’s own backups; docs/operations.md has more.'

/** By whose rights a dump reads: the backup role, or the login's own where it is a superuser. */
type Reader = 'role' | 'login'

interface Rights {
  readonly superuser: boolean
  readonly bypasses: boolean | null
  readonly member: boolean | null
  readonly unreadable: string | null
}

const RIGHTS = `select
  (select rolsuper from pg_roles where rolname = current_user) as superuser,
  role.rolbypassrls as bypasses,
  case when role.oid is null then null else pg_has_role(current_user, role.oid, 'member') end as member,
  (select string_agg(c.relname, ', ' order by c.relname) from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'S')
      and role.oid is not null and not case c.relkind when 'S' then has_sequence_privilege(role.oid, c.oid, 'select')
        else has_table_privilege(role.oid, c.oid, 'select') end) as unreadable
  from (select 1) as one left join pg_roles role on role.rolname = '${BACKUP_ROLE}'`

/**
 * Dumps the database of a server into a file, in PostgreSQL's custom format, as the role that sees every user's rows.
 * The file is read back for its list before it counts.
 *
 * Refuses: `database_must_be_reachable`, `backup_role_must_read_everything` with what to do, and as `runPostgresTool`.
 *
 * @param url of a login that may become `legwork_backup`, or of a superuser; past a pooler
 */
export async function dumpServer(url: string, path: string): Promise<Result<true>> {
  const reader = await readerOf(url)
  if (!reader.ok) return reader
  const variables = connectionVariables(url)
  const role = reader.value === 'role' ? [`--role=${BACKUP_ROLE}`] : []
  const args = ['--format=custom', '--schema=public', '--no-owner', `--file=${path}`, ...role]
  const dumped = await runPostgresTool('pg_dump', args, variables)
  if (!dumped.ok) return dumped
  const listed = await runPostgresTool('pg_restore', ['--list', path], {})
  if (!listed.ok) return listed
  if (!/ TABLE DATA public broker_accounts /.test(listed.value)) {
    return refuse('backup_must_hold_the_tables', 'The dump holds no accounts; it is not a backup of Legwork.')
  }
  return ok(true)
}

async function readerOf(url: string): Promise<Result<Reader>> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<Rights>(RIGHTS)
    return judge(rows[0]!)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    return refuse('database_must_be_reachable', `The database cannot be dumped (${code}).`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function judge({ superuser, bypasses, member, unreadable }: Rights): Result<Reader> {
  if (superuser) return ok('login')
  const code = 'backup_role_must_read_everything'
  if (bypasses === null) return refuse(code, `There is no role ${BACKUP_ROLE}. ${HOW_TO}`)
  if (!bypasses) return refuse(code, `${BACKUP_ROLE} does not bypass row level security. ${HOW_TO}`)
  if (member !== true) return refuse(code, `This login may not become ${BACKUP_ROLE}. ${HOW_TO}`)
  if (unreadable !== null) return refuse(code, `${BACKUP_ROLE} may not read ${unreadable}. ${HOW_TO}`)
  return ok('role')
}
