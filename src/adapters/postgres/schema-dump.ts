import type pg from 'pg'

// The schema as text, from the catalog: the same on a server and on the embedded database, of whatever version, and
// without pg_dump. Names are sorted, so that the text changes only when the schema does.

const TABLES = `select c.oid::integer as oid, c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '') as options
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by c.relname collate "C"`

const COLUMNS = `select format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
    || case when a.attcollation <> 0 and a.attcollation <> 'pg_catalog.default'::regcollation
      then ' collate ' || a.attcollation::regcollation else '' end
    || case when a.attnotnull then ' not null' else '' end
    || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`

// Newer servers keep "not null" as a constraint too; the column says it already.
const CONSTRAINTS = `select format('constraint %I %s', conname, pg_get_constraintdef(oid)) as line
  from pg_constraint where conrelid = $1 and contype <> 'n' order by contype, conname collate "C"`

const INDEXES = `select pg_get_indexdef(i.indexrelid) || ';' as line
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1 and not exists (select from pg_constraint where conindid = i.indexrelid and conrelid = $1)
  order by c.relname collate "C"`

const POLICIES = `select format('create policy %I on %I as %s for %s to %s using (%s) with check (%s);',
    policyname, tablename, lower(permissive), lower(cmd), array_to_string(roles, ', '), qual, with_check) as line
  from pg_policies where schemaname = 'public' and tablename = $1 order by policyname collate "C"`

// What the owner may do is not said: who that is differs from server to server.
const GRANTS = `select format('grant %s on %I to %s;',
    string_agg(lower(a.privilege_type), ', ' order by a.privilege_type), c.relname,
    coalesce(r.rolname, 'public')) as line
  from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
  where c.oid = $1 and a.grantee <> c.relowner
  group by c.relname, r.rolname order by coalesce(r.rolname, 'public') collate "C"`

const FUNCTIONS = `select pg_get_functiondef(oid) || ';' as line from pg_proc
  where pronamespace = 'public'::regnamespace order by proname collate "C"`

interface Line {
  readonly line: string
}

interface Table {
  readonly oid: number
  readonly name: string
  readonly secured: boolean
  readonly forced: boolean
  readonly options: string
}

async function linesOf(
  client: pg.ClientBase,
  query: string,
  values: readonly unknown[] = [],
): Promise<string[]> {
  const { rows } = await client.query<Line>(query, [...values])
  return rows.map(({ line }) => line.trimEnd())
}

async function dumpTable(client: pg.ClientBase, table: Table): Promise<string> {
  const { oid, name, secured, forced, options } = table
  const columns = await linesOf(client, COLUMNS, [oid])
  const constraints = await linesOf(client, CONSTRAINTS, [oid])
  const lines = [`create table ${name} (\n  ${[...columns, ...constraints].join(',\n  ')}\n)${options};`]
  lines.push(...(await linesOf(client, INDEXES, [oid])))
  if (secured) lines.push(`alter table ${name} enable row level security;`)
  if (forced) lines.push(`alter table ${name} force row level security;`)
  lines.push(...(await linesOf(client, POLICIES, [name])), ...(await linesOf(client, GRANTS, [oid])))
  return lines.join('\n')
}

/** The tables, functions, policies and grants of the schema `public`, as SQL for people and for a comparison. */
export async function dumpSchema(client: pg.ClientBase): Promise<string> {
  const parts = await linesOf(client, FUNCTIONS)
  const { rows } = await client.query<Table>(TABLES)
  for (const table of rows) parts.push(await dumpTable(client, table))
  return `${parts.join('\n\n')}\n`
}
