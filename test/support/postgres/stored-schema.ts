import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { dumpSchema } from '../../../src/adapters/postgres/schema-dump.ts'

/** What db/schema.sql says, without its heading. */
export function storedSchema(): string {
  const text = readFileSync(new URL('../../../db/schema.sql', import.meta.url), 'utf8')
  return text.replace(/^(--.*\n)+\n/, '')
}

/** What a database says. */
export async function schemaOf(pool: pg.Pool): Promise<string> {
  const client = await pool.connect()
  try {
    return await dumpSchema(client)
  } finally {
    client.release()
  }
}
