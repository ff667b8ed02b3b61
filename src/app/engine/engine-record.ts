import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const RECORD = z.object({
  broker: z.enum(['exchange', 'sandbox', 'live']),
  market: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('synthetic') }),
    z.object({ kind: z.literal('recorded'), path: z.string() }),
    z.object({ kind: z.literal('snapshot'), path: z.string() }),
  ]),
  /** Null is as fast as the work allows: JSON has no infinity. */
  speed: z
    .number()
    .nullable()
    .transform((speed) => speed ?? Infinity),
  seed: z.number().int(),
  preset: z.string(),
})

/** What the engine of a folder was last run as, so that a command beside it means the same account. No secret is in it. */
export type EngineRecord = z.output<typeof RECORD>

const pathIn = (folder: string): string => join(folder, 'engine.json')

/** The record of a folder; null when no engine has run there, or it cannot be read. */
export function readEngineRecord(folder: string): EngineRecord | null {
  try {
    const read = RECORD.safeParse(JSON.parse(readFileSync(pathIn(folder), 'utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/** Writes down as what the engine of a folder runs now. */
export function writeEngineRecord(folder: string, record: EngineRecord): void {
  const { speed } = record
  const written = { ...record, speed: speed === Infinity ? null : speed }
  writeFileSync(pathIn(folder), `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 })
}
