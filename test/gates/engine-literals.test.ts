import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { LATE_FUND_ROOTS } from '../../src/domain/calendar/trading-hours.ts'
import { INDEX_PRODUCTS } from '../../src/domain/option/product-table.ts'
import { codeFiles, isTestFile } from '../../tools/source-files.ts'

const ROOT = join(import.meta.dirname, '../..')
const TICKERS = new Set([
  ...INDEX_PRODUCTS.keys(),
  ...LATE_FUND_ROOTS,
  'AAPL',
  'AMD',
  'AMZN',
  'GOOG',
  'MSFT',
  'NVDA',
  'TSLA',
  'TWX',
])
const OCC_SYMBOL = /^[A-Z]{1,6}\d? *\d{6}[CP]\d{8}$/

/** Texts of a source that name something that is traded; comments and their examples are not texts. */
function tradedNames(source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && (TICKERS.has(node.text) || OCC_SYMBOL.test(node.text)))
      found.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest))
  return found
}

describe('the engine', () => {
  it('finds a ticker or an option symbol wherever it is written as a text', () => {
    expect(tradedNames("const a = root === 'SPY' ? `SPX` : 'SPY231020C00450000' // 'QQQ'")).toEqual([
      'SPY',
      'SPX',
      'SPY231020C00450000',
    ])
  })

  it('B-38 hard-coded debug: no code of it names a symbol', () => {
    const files = codeFiles(ROOT).filter((file) => /^src\/(engine|cycles)\//.test(file) && !isTestFile(file))
    expect(files.length).toBeGreaterThan(20)
    const named = files.flatMap((file) =>
      tradedNames(readFileSync(join(ROOT, file), 'utf8')).map((name) => `${file}: ${name}`),
    )
    expect(named).toEqual([])
  })
})
