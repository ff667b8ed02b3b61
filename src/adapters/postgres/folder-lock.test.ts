import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FolderInUseError, lockFolder } from './folder-lock.ts'

const folder = join(mkdtempSync(join(tmpdir(), 'legwork-lock-')), 'data')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const LOCK = new URL('./folder-lock.ts', import.meta.url).href
const NOTHING = 'setInterval(() => {}, 1000)'

/** Another process that tries to take the folder, says how it went, and stays. */
async function rival(): Promise<{ readonly said: string; readonly pid: number; kill(): Promise<void> }> {
  const code = `import { lockFolder } from ${JSON.stringify(LOCK)}
    try { lockFolder(process.argv[1]); console.log('held') } catch (error) { console.log(error.message) }
    ${NOTHING}`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  return {
    said: String(said).trim(),
    pid: child.pid!,
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

describe('the lock of a data folder', () => {
  it('is held by one process; the other is told who has it', async () => {
    const lock = lockFolder(folder)
    const other = await rival()
    expect(other.said).toContain(`in use by process ${process.pid} on `)
    await other.kill()
    lock.release()
    lock.release()
  })

  it('is free as soon as its holder was killed', async () => {
    const holder = await rival()
    expect(holder.said).toBe('held')
    expect(() => lockFolder(folder)).toThrow(`in use by process ${holder.pid} on `)
    await holder.kill()
    lockFolder(folder).release()
  })

  it('is held by one of several that race for it', async () => {
    const rivals = await Promise.all([rival(), rival(), rival(), rival()])
    expect(rivals.filter(({ said }) => said === 'held')).toHaveLength(1)
    await Promise.all(rivals.map(({ kill }) => kill()))
  })

  it('is refused within the same process too', () => {
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUseError)
    lock.release()
    lockFolder(folder).release()
  })
})
