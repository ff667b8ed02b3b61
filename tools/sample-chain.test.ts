import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SAMPLE_CHAIN_FILE, sampleChainText } from './sample-chain.ts'

test('the sample chain is what its program writes, to the byte', () => {
  expect(readFileSync(SAMPLE_CHAIN_FILE, 'utf8')).toBe(sampleChainText())
})
