import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import type { RecordedChainReader, RecordedChainRefusal } from '../../ports/recorded-chain.ts'
import { readChainText } from './chain-text.ts'

const LARGEST_TEXT = 2 ** 31 - 1
const unzip = promisify(gunzip)

/**
 * Reads a recorded chain from a file, plain or compressed with gzip, whatever it is called: browsers unpack
 * a download and leave the name. The file is read and unpacked in the background; the rows are read in one
 * go (about a tenth of a second for half a million).
 */
export const readRecordedChain: RecordedChainReader = async (path) => {
  const text = await textOf(path)
  return text.ok ? readChainText(text.value, path) : text
}

async function textOf(path: string): Promise<Result<Uint8Array, RecordedChainRefusal>> {
  let content: Buffer
  try {
    content = await readFile(path)
  } catch (error) {
    return refuseFile(path, error)
  }
  if (content[0] !== 0x1f || content[1] !== 0x8b) {
    return content.length <= LARGEST_TEXT ? ok(content) : tooLarge(path)
  }
  try {
    return ok(await unzip(content, { maxOutputLength: LARGEST_TEXT }))
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') return tooLarge(path)
    return refuse(
      'gzip_must_be_whole',
      `${path} begins like a gzip file but cannot be unpacked (${messageOf(error)}); expected a whole one.`,
    )
  }
}

function refuseFile(path: string, error: unknown): Result<never, RecordedChainRefusal> {
  const code = codeOf(error)
  if (code === 'ENOENT') {
    return refuse('file_must_exist', `There is no file ${path}; expected a recorded chain (.csv or .csv.gz).`)
  }
  if (code === 'ERR_FS_FILE_TOO_LARGE') return tooLarge(path)
  if (code === 'EISDIR') {
    return refuse('file_must_be_readable', `${path} is a folder; expected a file (.csv or .csv.gz).`)
  }
  return refuse('file_must_be_readable', `${path} cannot be read (${messageOf(error)}).`)
}

const tooLarge = (path: string): Result<never, RecordedChainRefusal> =>
  refuse('file_must_be_below_2_gib', `${path} holds 2 GiB of text or more; expected less: split it by day.`)

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
