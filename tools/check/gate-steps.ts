import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** One step of `npm run check`: what it is called and the npm script that it runs. */
export interface GateStep {
  readonly label: string
  readonly script: string
}

/** Every gate, the quick ones first. */
export const GATE_STEPS: readonly GateStep[] = [
  { label: 'format', script: 'format:check' },
  { label: 'lint', script: 'lint' },
  { label: 'types', script: 'types' },
  { label: 'pure types', script: 'types:pure' },
  { label: 'rooms', script: 'rooms' },
  { label: 'tidy', script: 'tidy' },
  { label: 'dead code', script: 'dead' },
  { label: 'tests', script: 'test' },
]

/** How a step ended. */
export interface StepOutcome {
  readonly label: string
  readonly passed: boolean
  readonly seconds: number
  /** What the step printed. */
  readonly output: string
}

function commandOf(root: string, script: string): string {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>
  }
  const command = scripts[script]
  if (command === undefined) throw new Error(`package.json has no script "${script}".`)
  return command
}

/** Runs the command of a step's npm script, without npm, which would take longer to start than some of the gates. */
export function runStep(root: string, { label, script }: GateStep): StepOutcome {
  const tools = join(root, 'node_modules', '.bin')
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(commandOf(root, script), {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}` },
  })
  const seconds = (performance.now() - start) / 1000
  const output = `${stdout ?? ''}${stderr ?? ''}${error === undefined ? '' : error.message}`
  return { label, passed: status === 0, seconds, output }
}
