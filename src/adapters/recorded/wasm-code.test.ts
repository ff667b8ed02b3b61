import { expect, test } from 'vitest'
import {
  add,
  block,
  exit,
  exitIf,
  isZero,
  local,
  loop,
  multiply,
  set,
  signedLeb,
  subtract,
  TYPE,
  unsignedLeb,
} from './wasm-code.ts'
import { buildWasm } from './wasm-module.ts'

// The examples of the LEB128 article and the bounds of one byte.
test.each([
  [0, [0]],
  [127, [127]],
  [128, [0x80, 1]],
  [624_485, [0xe5, 0x8e, 0x26]],
])('%d is %j in unsigned LEB128', (value, bytes) => {
  expect(unsignedLeb(value)).toEqual(bytes)
})

test.each([
  [0, [0]],
  [63, [63]],
  [64, [0xc0, 0]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [-123_456, [0xc0, 0xbb, 0x78]],
  [2 ** 31 - 1, [0xff, 0xff, 0xff, 0xff, 7]],
])('%d is %j in signed LEB128', (value, bytes) => {
  expect(signedLeb(value)).toEqual(bytes)
})

test('composed instructions run', () => {
  const [n, product] = [local(0), local(1)]
  const factorial = buildWasm(
    1,
    [TYPE.i32],
    [
      ...set(product, 1),
      ...block(
        loop(exitIf(1, isZero(n)), set(product, multiply(product, n)), set(n, subtract(n, 1)), exit(0)),
      ),
      ...add(product, 0),
    ],
    1,
  )
  expect(factorial.run(10)).toBe(3_628_800)
  expect(factorial.memory.byteLength).toBe(65_536)
})
