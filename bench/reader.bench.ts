import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { gunzipSync } from 'node:zlib'
import { readChainText } from '../src/adapters/recorded/chain-text.ts'
import type { RecordedChain } from '../src/ports/recorded-chain.ts'
import { firstDifference, readNaively } from '../test/support/naive-chain.ts'
import { type Bench, BenchUnavailable, row, SAMPLE_CHAIN, timeMs } from './harness.ts'

const ROWS = 2_000_000
const RUNS = 5
const LINE_FEED = 10

interface Tiled {
  readonly file: string
  readonly bytes: Buffer
}

/** The built-in sample, or the largest recorded chain of the folder that LEGWORK_DATA names, unpacked. */
function chainText(): Tiled {
  const folder = process.env['LEGWORK_DATA']
  if (folder === undefined) {
    return {
      file: 'the built-in sample chain (set LEGWORK_DATA for a real market)',
      bytes: readFileSync(SAMPLE_CHAIN),
    }
  }
  const [largest] = readdirSync(folder)
    .filter((file) => file.endsWith('.csv.gz'))
    .map((file) => ({ file, bytes: gunzipSync(readFileSync(join(folder, file))) }))
    .filter(({ bytes }) => bytes.toString('utf8', 0, 11) === 'quote_date,')
    .sort((a, b) => b.bytes.length - a.bytes.length)
  if (largest !== undefined) return largest
  throw new BenchUnavailable(
    `No recorded chain (*.csv.gz) is in ${folder}; set LEGWORK_DATA to a folder with one.`,
  )
}

/** A chain with its lines repeated until there are enough. */
function tile({ file, bytes }: Tiled): Tiled {
  const begin = bytes.indexOf(LINE_FEED) + 1
  const lines = bytes.subarray(begin)
  let rows = 0
  for (const byte of lines) if (byte === LINE_FEED) rows++
  const repeated = Array.from({ length: Math.ceil(ROWS / rows) }, () => lines)
  return { file, bytes: Buffer.concat([bytes.subarray(0, begin), ...repeated]) }
}

function read(bytes: Uint8Array): RecordedChain {
  const chain = readChainText(bytes, 'the recorded chain')
  if (!chain.ok) throw new Error(chain.message)
  return chain.value
}

/** Rates of several runs in rows a second, the slowest first, after one that warms up. */
function ratesOf(bytes: Uint8Array): number[] {
  read(bytes)
  const rates = Array.from({ length: RUNS }, () => {
    // What the run before left is not this run's to clear away.
    globalThis.gc?.()
    let rows = 0
    const ms = timeMs(() => {
      rows = read(bytes).rowCount
    })
    return rows / (ms / 1000)
  })
  return rates.sort((a, b) => a - b)
}

const millions = (rate: number): string => `${(rate / 1e6).toFixed(2)} M/s`

export const bench: Bench = {
  name: 'reader',
  about: 'rows of a recorded chain from CSV text in memory to typed columns, all 19 of them, one thread',
  run(print) {
    const { file, bytes } = tile(chainText())
    const rates = ratesOf(bytes)
    const median = rates[RUNS >> 1]!
    let naive: RecordedChain | undefined
    const naiveMs = timeMs(() => {
      naive = readNaively(bytes.toString('latin1'))
    })
    const chain = read(bytes)
    const difference = firstDifference(chain, naive!)
    if (difference !== undefined) throw new Error(`the two readers differ: ${difference}`)
    const naiveRate = chain.rowCount / (naiveMs / 1000)
    print(`${file} repeated to ${chain.rowCount} rows, ${(bytes.length / 1e6).toFixed(0)} MB`)
    print(row('rows a second', 'median of five', 'slowest', 'fastest'))
    print(row('this reader', ...[median, rates[0]!, rates.at(-1)!].map(millions)))
    print(row('split() and Number(), one run', millions(naiveRate)))
    print(
      row(
        'this reader, bytes a second',
        `${((median * bytes.length) / chain.rowCount / 1e6).toFixed(0)} MB/s`,
      ),
    )
    print('both readers gave the same value in every column of every row')
    return { rows_per_s: Math.round(median), naive_rows_per_s: Math.round(naiveRate) }
  },
}
