import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readRecordedChain } from '../../adapters/recorded/chain-file.ts'
import { type LeanListing, listLeanDays } from '../../adapters/recorded/lean-listing.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { joinChains } from '../../exchange/market/join-chains.ts'
import type { RecordedChain } from '../../ports/recorded-chain.ts'

/** What a path was found to be: recorded chains in files, or minutes in LEAN's layout. */
export type RecordedSource =
  | { readonly kind: 'chain'; readonly files: readonly string[] }
  | { readonly kind: 'lean'; readonly listing: LeanListing }

const EXPECTED =
  'a recorded chain (.csv or .csv.gz), a folder of them, or a folder or archive of LEAN minute data'
const CHAIN_FILE = /\.csv(\.gz)?$/i

/**
 * Looks what lies at a path: by its place and what is in it, not by what it is called.
 *
 * Refuses: `path_must_exist`, `path_must_be_readable`, `folder_must_hold_a_recording`.
 */
export async function findRecording(path: string): Promise<Result<RecordedSource>> {
  let isFolder: boolean
  try {
    isFolder = (await stat(path)).isDirectory()
    const listing = isFolder || path.endsWith('.zip') ? await listLeanDays(path) : undefined
    if (listing !== undefined) return ok({ kind: 'lean', listing })
    if (path.endsWith('.zip')) {
      return refuse(
        'folder_must_hold_a_recording',
        `${path} is not in option/usa/minute/TICKER of a LEAN data folder with quotes of its day; expected ${EXPECTED}.`,
      )
    }
    if (!isFolder) return ok({ kind: 'chain', files: [path] })
    const files = (await readdir(path)).filter((name) => CHAIN_FILE.test(name)).sort()
    if (files.length > 0) return ok({ kind: 'chain', files: files.map((name) => join(path, name)) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOENT') return refuse('path_must_exist', `There is no ${path}; expected ${EXPECTED}.`)
    return refuse('path_must_be_readable', `${path} cannot be read (${code}); expected ${EXPECTED}.`)
  }
  return refuse('folder_must_hold_a_recording', `${path} holds no recording; expected ${EXPECTED}.`)
}

/**
 * Reads chains, one after the other, as one recording.
 *
 * Refuses as `readRecordedChain` does, and `recording_must_have_rows`.
 */
export async function readChains(files: readonly string[]): Promise<Result<RecordedChain>> {
  const chains: RecordedChain[] = []
  for (const file of files) {
    const read = await readRecordedChain(file)
    if (!read.ok) return read
    chains.push(read.value)
  }
  const chain = joinChains(chains)
  if (chain.rowCount > 0) return ok(chain)
  return refuse('recording_must_have_rows', `${files.join(', ')} has a header and no rows; expected quotes.`)
}

/** LEAN's minutes have no chain of one instant to go on from. */
export function leanIsNoSnapshot(path: string): Result<never, 'snapshot_must_be_a_chain'> {
  return refuse(
    'snapshot_must_be_a_chain',
    `${path} holds minutes, which can be played with recorded:${path}; snapshot: expects a recorded chain (.csv or .csv.gz).`,
  )
}
