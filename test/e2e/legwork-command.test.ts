import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { plantTree } from '../gates/planted-tree.ts'

const ROOT = join(import.meta.dirname, '../..')

/** A project whose program says what it was given and waits for a signal when asked to. */
const project = plantTree({
  'package.json': '{ "type": "module" }',
  'bin/README': '',
  'src/app/main.ts': `
const wanted: string[] = process.argv.slice(2)
console.log(wanted.join(' '))
if (wanted.includes('wait')) {
  process.on('SIGTERM', () => process.exit(7))
  setTimeout(() => {}, 20_000)
  console.log('waiting')
} else {
  process.exitCode = 3
}
`,
})
const bare = plantTree({ 'package.json': '{ "type": "module" }', 'bin/README': '' })
for (const { root } of [project, bare]) cpSync(join(ROOT, 'bin/legwork.mjs'), join(root, 'bin/legwork.mjs'))
symlinkSync(join(ROOT, 'node_modules'), join(project.root, 'node_modules'), 'dir')
afterAll(() => {
  project.remove()
  bare.remove()
})

async function runLegwork(
  root: string,
  args: string[],
  signalAt?: string,
): Promise<{ code: number; text: string }> {
  const child = spawn(process.execPath, [join(root, 'bin/legwork.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
      if (signalAt !== undefined && chunk.includes(signalAt)) child.kill('SIGTERM')
    })
  }
  const [code] = await once(child, 'close')
  return { code, text }
}

describe('the legwork command', () => {
  it('hands its arguments on, and the exit code back', async () => {
    expect(await runLegwork(project.root, ['chain', '--json'])).toEqual({ code: 3, text: 'chain --json\n' })
  })

  it('hands a signal on, so that the program can end in order', async () => {
    expect(await runLegwork(project.root, ['wait'], 'waiting')).toEqual({ code: 7, text: 'wait\nwaiting\n' })
  })

  it('says what to do when nothing is installed', async () => {
    const { code, text } = await runLegwork(bare.root, ['chain'])
    expect(code).toBe(1)
    expect(text).toContain('npm ci --ignore-scripts')
  })
})
