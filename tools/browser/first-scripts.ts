import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Scripts that a script imports at once, not those that it fetches later. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:import|from)\s*"(\.\/[^"]+\.js)"/g)].map(([, path]) => path!)
}

/** The files of every script that the built page fetches before it shows anything. */
export function firstScripts(folder: string): string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => join(folder, path!))
  const found = new Set<string>()
  for (const queue = [...named]; queue.length > 0; ) {
    const file = queue.pop()!
    if (found.has(file)) continue
    found.add(file)
    queue.push(...importsOf(readFileSync(file, 'utf8')).map((path) => join(file, '..', path)))
  }
  return [...found]
}
