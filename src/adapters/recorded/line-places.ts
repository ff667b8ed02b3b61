const LINE_FEED = 10
const SAMPLE_BYTES = 65_536

/** The place behind the line that begins at `from`. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  const lineFeed = bytes.indexOf(LINE_FEED, from)
  return lineFeed < 0 ? bytes.length : lineFeed + 1
}

/** The place behind the last line that ends in `[from, to)`; `from` if none does. */
export function lastLineEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to
  while (end > from && bytes[end - 1] !== LINE_FEED) end--
  return end
}

/** The number, from 1, of the line that begins at `place`. */
export function lineNumberAt(bytes: Uint8Array, place: number): number {
  let number = 1
  for (let at = lineEnd(bytes, 0); at <= place; at = lineEnd(bytes, at)) number++
  return number
}

/** How many rows the file has from a place on, if all are like its first; rather a few too many. */
export function expectedRows(bytes: Uint8Array, from: number): number {
  const sample = bytes.subarray(from, from + SAMPLE_BYTES)
  let rows = 1
  for (let at = lineEnd(sample, 0); at < sample.length; at = lineEnd(sample, at)) rows++
  const share = (bytes.length - from) / Math.max(1, sample.length)
  return share > 1 ? Math.ceil(rows * share * 1.02) : rows
}
