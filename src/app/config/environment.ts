import { z } from 'zod'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { ENVIRONMENT_TABLE, type VariableName } from './environment-table.ts'

/** Variables as the process has them. */
export type Environment = Readonly<Record<string, string | undefined>>

const DATABASE = /^postgres(ql)?:\/\//
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/i

const words = z.string().min(1)
const webAddress = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: 'expected an address such as https://example.org/path',
  })
const database = z
  .string()
  .regex(DATABASE, 'expected an address such as postgresql://user@host:5432/database')

const READERS = {
  LEGWORK_DATA_DIR: words,
  LEGWORK_HOST: words,
  LEGWORK_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a port from 0 to 65535, 0 for any that is free')
    .transform(Number)
    .refine((port) => port <= 65_535, 'expected a port from 0 to 65535'),
  LEGWORK_HOSTS: z
    .string()
    .transform((text) => text.split(',').map((name) => name.trim().toLowerCase()))
    .refine(
      (names) => names.every((name) => HOST_NAME.test(name)),
      'expected names such as legwork.example.org, with commas',
    ),
  LEGWORK_ORIGIN: z
    .string()
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text),
      'expected an address without a path, such as https://legwork.example.org',
    ),
  LEGWORK_VAULT_KEY: words,
  LEGWORK_AUTH_SECRET: z.string().min(32, 'expected 32 characters or more'),
  DATABASE_URL: database,
  DIRECT_URL: database,
  BACKUP_DATABASE_URL: database,
  LEGWORK_BACKUP_DIR: words,
  LEGWORK_BACKUP_KEEP_DAYS: z
    .string()
    .regex(/^\d{1,4}$/, 'expected whole days from 0 (no nightly backup) to 3650')
    .transform(Number)
    .refine((days) => days <= 3_650, 'expected whole days from 0 (no nightly backup) to 3650'),
  LEGWORK_LIVE: z.literal('yes-real-money', { error: 'expected exactly yes-real-money, or nothing' }),
  LEGWORK_TRADIER_TOKEN: words,
  LEGWORK_TRADIER_ACCOUNT: z
    .string()
    .regex(/^[A-Za-z0-9]{4,20}$/, 'expected an account’s number, e.g. VA12345678'),
  LEGWORK_ORATS_TOKEN: words,
  LEGWORK_ORATS_PLAN: z.enum(['live', 'delayed'], { error: 'expected live or delayed' }),
  LEGWORK_ALERT_URL: webAddress,
  LEGWORK_DEADMAN_URL: webAddress,
} satisfies Record<VariableName, z.ZodType>

/** What each variable reads as; null for one that is not set. */
export type EnvironmentValues = {
  readonly [Name in VariableName]: z.output<(typeof READERS)[Name]> | null
}

/**
 * Reads every variable of the table; an empty one is not set. No value is repeated in a refusal: it may be a secret that
 * was pasted into the wrong place.
 *
 * Refuses: `environment_must_be_readable`, with every variable that is wrong.
 */
export function readEnvironment(environment: Environment): Result<EnvironmentValues> {
  const wrong: string[] = []
  const read = ENVIRONMENT_TABLE.map(({ name }) => {
    const text = environment[name]?.trim() ?? ''
    if (text === '') return [name, null]
    const value = READERS[name].safeParse(text)
    if (value.success) return [name, value.data]
    wrong.push(`${name} (${value.error.issues[0]?.message})`)
    return [name, null]
  })
  if (wrong.length === 0) return ok(Object.fromEntries(read) as EnvironmentValues)
  return refuse(
    'environment_must_be_readable',
    `The environment has what cannot be used: ${wrong.join('; ')}. docs/engine.md and .env.example say what may stand there.`,
  )
}
