import type pg from 'pg'

/** The rows of one table: how many, whose, and a checksum over all of them. */
export interface TableDigest {
  readonly table: string
  readonly rows: number
  readonly checksum: string | null
}

const TABLES = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`

/** Digests of every table, as whoever sees all rows sees them. */
export async function tableDigests(pool: pg.Pool): Promise<readonly TableDigest[]> {
  const { rows: tables } = await pool.query<{ readonly name: string }>(TABLES)
  const digests: TableDigest[] = []
  for (const { name } of tables) {
    const { rows } = await pool.query<{ readonly rows: number; readonly checksum: string | null }>(
      `select count(*)::int as rows, md5(string_agg(one::text, e'\\n' order by one::text collate "C")) as checksum
        from ${name} as one`,
    )
    digests.push({ table: name, ...rows[0]! })
  }
  return digests
}
