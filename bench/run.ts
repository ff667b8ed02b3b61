// npm run bench -- NAME: prints what bench/NAME.bench.ts measures, and last one line of JSON for programs.
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

async function runBench(name: string): Promise<void> {
  const { bench }: { bench: Bench } = await import(
    pathToFileURL(join(import.meta.dirname, `${name}${ENDING}`)).href
  )
  console.log(`${bench.name}: ${bench.about}`)
  console.log(`on ${machine()}`)
  const figures = checkFigures(await bench.run((line) => console.log(line)))
  console.log(JSON.stringify({ bench: name, figures }))
}

async function main(name: string | undefined): Promise<number> {
  const names = availableNames()
  if (name === undefined || !names.includes(name)) {
    const asked = name === undefined ? 'Say which benchmark to run' : `There is no benchmark "${name}"`
    console.error(`${asked}: npm run bench -- NAME, where NAME is one of ${names.join(', ')}.`)
    return 2
  }
  try {
    await runBench(name)
    return 0
  } catch (error) {
    if (!(error instanceof BenchUnavailable)) throw error
    console.error(error.message)
    return 2
  }
}

process.exitCode = await main(process.argv[2])
