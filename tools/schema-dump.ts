// node tools/schema-dump.ts: writes db/schema.sql, the schema that the migrations make, from the embedded database.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openEmbeddedDatabase } from '../src/adapters/postgres/embedded-store.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { dumpSchema } from '../src/adapters/postgres/schema-dump.ts'

const HEAD = `-- The schema as the migrations make it. Written by "npm run schema", never by hand; a test compares it with a
-- migrated database.

`

const database = await openEmbeddedDatabase(null)
try {
  await migrate(database.pool)
  const client = await database.pool.connect()
  const path = fileURLToPath(new URL('../db/schema.sql', import.meta.url))
  writeFileSync(path, HEAD + (await dumpSchema(client)))
  client.release()
  console.log(`Wrote ${path}.`)
} finally {
  await database.close()
}
