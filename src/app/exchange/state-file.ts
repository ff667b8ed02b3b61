import { open, readFile, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/** Another layout of the file is another version: an older program must not half understand a newer file. */
const VERSION = 1

const HEAD = z.object({ format: z.literal('legwork-exchange'), version: z.number() })
/** What the venue remembers, in its own form: what is checked here is that nothing of it is missing. */
const SAVED_VENUE = z.object({
  version: z.number(),
  state: z.looseObject({
    nextOrderId: z.number().int(),
    nextPositionId: z.number().int(),
    accounts: z.object({ $map: z.array(z.unknown()).min(1) }),
    orders: z.object({ $map: z.array(z.unknown()) }),
    events: z.array(z.unknown()),
  }),
})
const SAVED = z.object({
  /** The market: what it is, its seed, and the instant that it was made to begin at. */
  source: z.string(),
  seed: z.number().int(),
  start: z.number().int(),
  /** Its present. */
  marketTime: z.number().int(),
  isWallTime: z.boolean(),
  token: z.string(),
  venue: SAVED_VENUE,
})

/** An exchange as it is saved. */
export type SavedExchange = Omit<z.infer<typeof SAVED>, 'venue'> & {
  readonly venue: { readonly version: number; readonly state: unknown }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}

/**
 * Reads a saved exchange; null when there is no file yet.
 *
 * Refuses: `state_must_be_readable`, `state_must_be_of_an_exchange`, `state_must_be_of_this_version`,
 * `state_must_be_whole`.
 */
export async function readState(path: string): Promise<Result<SavedExchange | null>> {
  let saved: unknown
  try {
    saved = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return ok(null)
    const why = error instanceof SyntaxError ? 'it is not JSON' : codeOf(error)
    return refuse(
      'state_must_be_readable',
      `The state in ${path} cannot be read (${why}); give another --state file.`,
    )
  }
  const head = HEAD.safeParse(saved)
  if (!head.success) {
    return refuse(
      'state_must_be_of_an_exchange',
      `${path} is not the state of an exchange; give another --state file.`,
    )
  }
  if (head.data.version !== VERSION) {
    return refuse(
      'state_must_be_of_this_version',
      `The state in ${path} is of version ${head.data.version}, and this program reads version ${VERSION}; give another --state file.`,
    )
  }
  const read = SAVED.safeParse(saved)
  if (read.success) return ok(read.data)
  const where = read.error.issues[0]?.path.join('.')
  return refuse(
    'state_must_be_whole',
    `The state in ${path} is damaged ("${where}" is not as it should be); give another --state file.`,
  )
}

/**
 * Writes a state so that the file is at any moment the old one or the new one, whole: beside it, to the disk, and
 * then into its place. Only its owner can read it, for the token is in it.
 *
 * @throws the file system's error
 */
export async function writeState(path: string, state: SavedExchange): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    const file = await open(beside, 'w', 0o600)
    try {
      await file.writeFile(`${JSON.stringify({ format: 'legwork-exchange', version: VERSION, ...state })}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
