import { crc32, inflateRawSync } from 'node:zlib'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/** One file of an archive. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const END_SIGNATURE = 0x06054b50
const ENTRY_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_LENGTH = 22
const ENTRY_LENGTH = 46
const LOCAL_LENGTH = 30
const LONGEST_COMMENT = 65_535
const LARGEST_ENTRY = 2 ** 28
const [STORED, DEFLATED] = [0, 8]
const IN_EXTRA = 0xffffffff
const ZIP64_FIELD = 1

/** A fault of the archive, in words; caught in `readZip`. */
class ZipFault extends Error {}

/**
 * The files of a zip archive, unpacked, in the order of its central directory (PKWARE, APPNOTE.TXT 6.3.10): stored or
 * deflated, each checked against its length and CRC-32; sizes of Zip64 are read, as LEAN's writer uses them for small
 * files too. No encryption, 256 MiB a file and 65,535 files at most. Refuses anything else as `zip_must_be_whole`.
 */
export function readZip(bytes: Buffer, name: string): Result<ZipEntry[], 'zip_must_be_whole'> {
  try {
    return ok(entriesOf(bytes))
  } catch (error) {
    // Reading beyond the end is what a cut-off archive looks like; zlib names its own faults.
    if (!(error instanceof Error)) throw error
    return refuse('zip_must_be_whole', `${name} is not a whole zip archive: ${error.message}.`)
  }
}

function entriesOf(bytes: Buffer): ZipEntry[] {
  const end = endOfDirectory(bytes)
  const count = bytes.readUInt16LE(end + 10)
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    check(bytes.readUInt32LE(at) === ENTRY_SIGNATURE, `entry ${i} of its directory is missing`)
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength)
    if (!name.endsWith('/')) entries.push({ name, bytes: unpack(bytes, at, name) })
    at += ENTRY_LENGTH + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function endOfDirectory(bytes: Buffer): number {
  const least = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT)
  for (let at = bytes.length - END_LENGTH; at >= least; at--) {
    if (bytes.readUInt32LE(at) === END_SIGNATURE) return at
  }
  throw new ZipFault('it has no directory')
}

/** Where an entry is and how long, packed and unpacked. */
interface Extent {
  readonly length: number
  readonly packedLength: number
  readonly local: number
}

/** The extent of a directory entry: 32 bits a number, or 64 in an extra field for each that does not fit. */
function extentOf(bytes: Buffer, entry: number): Extent {
  const numbers = [24, 20, 42].map((at) => bytes.readUInt32LE(entry + at))
  if (numbers.includes(IN_EXTRA)) {
    let at = entry + ENTRY_LENGTH + bytes.readUInt16LE(entry + 28)
    const end = at + bytes.readUInt16LE(entry + 30)
    while (at < end && bytes.readUInt16LE(at) !== ZIP64_FIELD) at += 4 + bytes.readUInt16LE(at + 2)
    check(at < end, 'its Zip64 sizes are missing')
    at += 4
    for (const [i, number] of numbers.entries()) {
      if (number !== IN_EXTRA) continue
      numbers[i] = Number(bytes.readBigUInt64LE(at))
      at += 8
    }
  }
  const [length, packedLength, local] = numbers as [number, number, number]
  return { length, packedLength, local }
}

function unpack(bytes: Buffer, entry: number, name: string): Uint8Array {
  const method = bytes.readUInt16LE(entry + 10)
  const crc = bytes.readUInt32LE(entry + 16)
  const { length, packedLength, local } = extentOf(bytes, entry)
  check((bytes.readUInt16LE(entry + 8) & 1) === 0, `${name} is encrypted`)
  check(length <= LARGEST_ENTRY, `${name} is larger than 256 MiB`)
  check(bytes.readUInt32LE(local) === LOCAL_SIGNATURE, `${name} is not where its directory says`)
  // The local header may carry other extra fields than the directory.
  const begin = local + LOCAL_LENGTH + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  check(begin + packedLength <= bytes.length, `${name} is cut off`)
  const packed = bytes.subarray(begin, begin + packedLength)
  check(method === STORED || method === DEFLATED, `${name} is packed by method ${method}`)
  const content =
    method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, length) })
  check(content.length === length && crc32(content) === crc, `${name} does not match its checksum`)
  return content
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new ZipFault(message)
}
