import type pg from 'pg'

/** What the catalog must say of every table, each query giving what is wrong with what. */
interface CatalogRule {
  readonly name: string
  /** Rows of one text `what`; `$1` is the list of tables that belong to no user. */
  readonly query: string
}

/**
 * Tables that belong to the program and not to a user. Those of sign-in are read before anybody knows who asks, so that
 * no policy could compare a user; instead the app role has no right on them, which rules of their own see to.
 */
const GLOBAL_TABLES = [
  'schema_migrations',
  'auth_users',
  'auth_accounts',
  'auth_sessions',
  'auth_verifications',
  'auth_two_factors',
  'auth_passkeys',
  'auth_invitations',
  'auth_api_keys',
]

/** Functions that run with their owner's rights, each a decision. None so far. */
const DEFINER_FUNCTIONS: readonly string[] = []

const USER_TABLE = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all($1::text[])`

const RULES: readonly CatalogRule[] = [
  {
    name: 'row level security is on and forced',
    query: `select c.relname as what from pg_class c where ${USER_TABLE}
      and not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    name: 'username is there and never null',
    query: `select c.relname as what from pg_class c where ${USER_TABLE} and not exists (
      select from pg_attribute a where a.attrelid = c.oid and a.attname = 'username' and a.attnotnull)`,
  },
  {
    name: 'every table has a unique key',
    query: `select c.relname as what from pg_class c where ${USER_TABLE} and not exists (
      select from pg_index i where i.indrelid = c.oid and i.indisunique and i.indpred is null)`,
  },
  {
    name: 'username is first in every key and index',
    query: `select i.indexrelid::regclass::text as what from pg_index i join pg_class c on c.oid = i.indrelid
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where ${USER_TABLE} and a.attname is distinct from 'username'`,
  },
  {
    name: 'username is first on both sides of every foreign key',
    query: `select f.conname as what from pg_constraint f join pg_class c on c.oid = f.conrelid
      left join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
      left join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
      where ${USER_TABLE} and f.contype = 'f'
        and (a.attname is distinct from 'username' or b.attname is distinct from 'username')`,
  },
  {
    name: 'one policy for all commands compares username, in USING and in WITH CHECK',
    query: `select c.relname as what from pg_class c where ${USER_TABLE} and (
      select count(*) filter (where p.cmd = 'ALL' and p.qual like '%username = ( SELECT legwork_user()%'
          and p.with_check is not distinct from p.qual) <> 1 or count(*) <> 1
      from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname)`,
  },
  {
    name: 'nothing is granted to everybody',
    query: `select c.relname as what from pg_class c cross join aclexplode(c.relacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee = 0 and $1::text[] is not null
      union select f.proname from pg_proc f
        cross join aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
        where f.pronamespace = 'public'::regnamespace and a.grantee = 0
      union select n.nspname from pg_namespace n cross join aclexplode(n.nspacl) a
        where n.nspname = 'public' and a.grantee = 0`,
  },
  {
    name: 'no function runs with the rights of its owner',
    query: `select f.proname as what from pg_proc f where f.pronamespace = 'public'::regnamespace
      and f.prosecdef and f.proname <> all($1::text[])`,
  },
  {
    name: 'views run with the rights of their reader, and nothing is materialized',
    query: `select c.relname as what from pg_class c where c.relnamespace = 'public'::regnamespace
      and $1::text[] is not null and (c.relkind = 'm' or (c.relkind = 'v'
        and not coalesce(c.reloptions @> array['security_invoker=true'], false)))`,
  },
  {
    name: 'the app role bypasses nothing and owns nothing',
    query: `select r.rolname as what from pg_roles r where r.rolname in ('legwork_app', 'legwork_worker')
      and $1::text[] is not null and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb
        or exists (select from pg_class c where c.relowner = r.oid)
        or exists (select from pg_auth_members m join pg_class c on c.relowner = m.roleid
          where m.member = r.oid and c.relnamespace = 'public'::regnamespace))`,
  },
  {
    name: 'tables of no user are out of reach of the app role and the worker',
    query: `select c.relname || ': ' || privilege as what
      from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'])
        as privilege, unnest(array['legwork_app', 'legwork_worker']) as role
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any($1::text[])
        and has_table_privilege(role, c.oid, privilege)`,
  },
  {
    name: 'the role of sign-in reaches its own tables and nothing else',
    query: `select c.relname as what from pg_class c cross join aclexplode(c.relacl) a
      join pg_roles r on r.oid = a.grantee
      where c.relnamespace = 'public'::regnamespace and r.rolname = 'legwork_auth'
        and (c.relname not like 'auth\\_%' or c.relname <> all($1::text[]))
      union select r.rolname from pg_roles r where r.rolname = 'legwork_auth'
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolcanlogin
          or exists (select from pg_auth_members m where m.member = r.oid)
          or exists (select from pg_auth_members m join pg_roles x on x.oid = m.member
            where m.roleid = r.oid and x.rolname in ('legwork_app', 'legwork_worker')))`,
  },
  {
    name: 'a backup can read every table',
    query: `select c.relname as what from pg_class c join pg_roles r on r.rolname = 'legwork_backup'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and $1::text[] is not null
        and not has_table_privilege(r.oid, c.oid, 'select')`,
  },
  {
    name: 'what is evidence can be neither changed nor deleted',
    query: `select name || ': ' || privilege as what
      from unnest(array['trade_transitions', 'trade_legs', 'decisions', 'price_snapshots', 'account_snapshots',
        'account_balances', 'broker_snapshots', 'proposal_runs']) as name,
        unnest(array['update', 'delete', 'truncate']) as privilege
      where $1::text[] is not null and has_table_privilege('legwork_app', name, privilege)`,
  },
]

/** Everything that breaks a rule, as "rule: what"; an empty list for a sound schema. */
export async function catalogFindings(client: pg.ClientBase): Promise<string[]> {
  const findings: string[] = []
  for (const { name, query } of RULES) {
    const exempt = name.includes('function') ? DEFINER_FUNCTIONS : GLOBAL_TABLES
    const { rows } = await client.query<{ readonly what: string }>(query, [exempt])
    findings.push(...rows.map(({ what }) => `${name}: ${what}`))
  }
  return findings.sort()
}
