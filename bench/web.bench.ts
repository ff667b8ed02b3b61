import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildWeb } from '../tools/browser/build-web.ts'
import { firstScripts } from '../tools/browser/first-scripts.ts'
import { type Bench, row } from './harness.ts'

const kilobytes = (bytes: number): number => Math.round((bytes / 1024) * 10) / 10

export const bench: Bench = {
  name: 'web',
  about: 'what the screens cost before the first of them can be used',
  async run(print) {
    const folder = mkdtempSync(join(tmpdir(), 'legwork-web-'))
    try {
      const start = performance.now()
      await buildWeb('production', folder)
      print(row('build of web/dist', `${((performance.now() - start) / 1000).toFixed(1)} s`))
      const sizes = firstScripts(folder).map((file) => {
        const bytes = gzipSync(readFileSync(file), { level: 9 }).length
        print(row(basename(file), `${kilobytes(bytes)} KB gzip`))
        return bytes
      })
      return { js_gzip_kb: kilobytes(sizes.reduce((sum, bytes) => sum + bytes, 0)) }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
