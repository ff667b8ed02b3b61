import { describe, expect, it } from 'vitest'
import { catalogFindings } from '../../support/postgres/catalog-findings.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'

/** What somebody might do to the schema, and the rule that must see it. */
const PLANTS: readonly (readonly [rule: string, sql: string])[] = [
  [
    'row level security is on and forced: planted',
    `create table planted (username text not null primary key);
     create policy own_rows on planted using (username = (select legwork_user())) with check (username = (select legwork_user()))`,
  ],
  ['row level security is on and forced: trades', 'alter table trades no force row level security'],
  ['row level security is on and forced: orders', 'alter table orders disable row level security'],
  ['username is there and never null: trades', 'alter table trades rename username to owner'],
  [
    'every table has a unique key: portfolio_positions',
    'alter table portfolio_positions drop constraint portfolio_positions_username_account_symbol_root_expiration_key',
  ],
  [
    'username is first in every key and index: planted_index',
    'create index planted_index on trades (account)',
  ],
  [
    'username is first in every key and index: planted_unique',
    'create unique index planted_unique on trades (id, username)',
  ],
  [
    'username is first on both sides of every foreign key: planted_link',
    'alter table decisions add constraint planted_link foreign key (trade_id, username) references trades (id, username)',
  ],
  [
    'one policy for all commands compares username, in USING and in WITH CHECK: trades',
    'create policy everybody on trades using (true)',
  ],
  [
    'one policy for all commands compares username, in USING and in WITH CHECK: orders',
    'alter policy own_rows on orders with check (true)',
  ],
  ['nothing is granted to everybody: trades', 'grant select on trades to public'],
  [
    'nothing is granted to everybody: planted',
    'create function planted() returns integer language sql return 1',
  ],
  [
    'no function runs with the rights of its owner: planted',
    `create function planted() returns integer language sql security definer return 1;
     revoke all on function planted() from public`,
  ],
  [
    'views run with the rights of their reader, and nothing is materialized: planted',
    'create view planted as select * from trades',
  ],
  [
    'views run with the rights of their reader, and nothing is materialized: planted',
    'create materialized view planted as select 1',
  ],
  [
    'tables of no user are out of reach of the app role and the worker: auth_users: select',
    'grant select on auth_users to legwork_app',
  ],
  [
    'tables of no user are out of reach of the app role and the worker: auth_api_keys: delete',
    'grant delete on auth_api_keys to legwork_worker',
  ],
  [
    'the role of sign-in reaches its own tables and nothing else: trades',
    'grant select on trades to legwork_auth',
  ],
  [
    'the role of sign-in reaches its own tables and nothing else: legwork_auth',
    'grant legwork_app to legwork_auth',
  ],
  [
    'what is evidence can be neither changed nor deleted: decisions: update',
    'grant update on decisions to legwork_app',
  ],
]

describe('the catalog', () => {
  const pool = serverPool('store_catalog')

  it('says of every table what it must', async () => {
    const client = await pool().connect()
    const tables = await client.query(`select from pg_tables where schemaname = 'public'`)
    expect(tables.rowCount).toBeGreaterThan(20)
    expect(await catalogFindings(client)).toEqual([])
    client.release()
  })

  it.each(PLANTS)('C-42: sees a plant: %s', async (finding, sql) => {
    const client = await pool().connect()
    await client.query('begin')
    try {
      // A unique index for the foreign key that is planted.
      if (finding.includes('planted_link'))
        await client.query('create unique index helper on trades (id, username)')
      await client.query(sql)
      expect(await catalogFindings(client)).toContain(finding)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})
