// npm run bench -- NAME: prints what bench/NAME.bench.ts measures, and last one line of JSON for programs. Without a file of
// that name it measures all that begin with `NAME-`, and the last line has the figures of all.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Bench, BenchUnavailable, type Figures, machine } from './harness.ts'

const ENDING = '.bench.ts'

function availableNames(): string[] {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(ENDING))
  return files.map((file) => file.slice(0, -ENDING.length)).sort()
}

/** JSON has no NaN and would print null, which a reader could take for "not measured". */
function checkFigures(figures: Figures): Figures {
  const wrong = Object.entries(figures).filter(([, value]) => !Number.isFinite(value))
  if (wrong.length > 0) throw new Error(`These figures are not finite numbers: ${wrong.join(', ')}`)
  return figures
}

/** Measures one benchmark, and prints what it says on the way. */
async function measure(name: string): Promise<Figures> {
  const { bench }: { bench: Bench } = await import(
    pathToFileURL(join(import.meta.dirname, `${name}${ENDING}`)).href
  )
  console.log(`${bench.name}: ${bench.about}`)
  console.log(`on ${machine()}`)
  return checkFigures(await bench.run((line) => console.log(line)))
}

async function runBenches(name: string, names: readonly string[]): Promise<void> {
  const figures: Record<string, number> = {}
  for (const one of names) Object.assign(figures, await measure(one))
  console.log(JSON.stringify({ bench: name, figures }))
}

async function main(name: string | undefined): Promise<number> {
  const names = availableNames()
  const isGroup = name !== undefined && !names.includes(name)
  const asked = names.filter((one) => (isGroup ? one.startsWith(`${name}-`) : one === name))
  if (name === undefined || asked.length === 0) {
    const wrong = name === undefined ? 'Say which benchmark to run' : `There is no benchmark "${name}"`
    console.error(`${wrong}: npm run bench -- NAME, where NAME is one of ${names.join(', ')}.`)
    return 2
  }
  try {
    await runBenches(name, asked)
    return 0
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error
    console.error(error.message)
    return 2
  }
}

process.exitCode = await main(process.argv[2])
