import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readFaultPlan } from './fault-choice.ts'

const folder = mkdtempSync(join(tmpdir(), 'legwork-faults-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'faults.json')

async function read(content: string) {
  writeFileSync(path, content)
  return readFaultPlan({ kind: 'file', path })
}

test('a file says what goes wrong, and a seed draws it', async () => {
  const plan = { seed: 3, rules: [{ fault: { kind: 'quota' }, chance: 0.1, methods: ['GET'] }] }
  expect(await read(JSON.stringify(plan))).toEqual({ ok: true, value: plan })
  const drawn = await readFaultPlan({ kind: 'seed', seed: 5 })
  expect(drawn).toEqual(await readFaultPlan({ kind: 'seed', seed: 5 }))
  expect(drawn).not.toEqual(await readFaultPlan({ kind: 'seed', seed: 6 }))
})

test('what is no plan is refused in a sentence', async () => {
  const messages = [
    await read('{'),
    await read('{"seed":1,"rules":[{"fault":{"kind":"flood"},"chance":0.1}]}'),
    await read('{"seed":1,"rules":[{"fault":{"kind":"quota"},"chance":2}]}'),
    await readFaultPlan({ kind: 'file', path: join(folder, 'none.json') }),
    await readFaultPlan({ kind: 'file', path: folder }),
  ].map((result) => (result.ok ? 'read' : result.message.replaceAll(folder, '')))
  expect(messages).toMatchInlineSnapshot(`
    [
      "/faults.json is not JSON; expected {"seed": 1, "rules": [{"fault": {"kind": "quota"}, "chance": 0.1}]}.",
      "/faults.json is no fault plan: rules.0.fault.kind: Invalid discriminator value. Expected 'refused' | 'timeout' | 'status' | 'quota' | 'text' | 'unauthorized' | 'truncated' | 'garbled' | 'html' | 'slow' | 'late' | 'stale' | 'duplicated' | 'page_shift' | 'hidden' | 'redirect' | 'foreign' | 'cancel_lost' | 'no_average_price' | 'empty_list' | 'positions_lag' | 'tag_missing' | 'quotes' | 'venue'; expected {"seed": 1, "rules": [{"fault": {"kind": "quota"}, "chance": 0.1}]}.",
      "/faults.json is no fault plan: rules.0.chance: Too big: expected number to be <=1; expected {"seed": 1, "rules": [{"fault": {"kind": "quota"}, "chance": 0.1}]}.",
      "There is no file /none.json; --faults expects a file of rules, or seed:N.",
      " cannot be read (EISDIR); --faults expects a file of rules, or seed:N.",
    ]
  `)
})
