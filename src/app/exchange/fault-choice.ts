import { readFile } from 'node:fs/promises'
import type { FaultChoice } from '../../cli/exchange-door.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'
import { FAULT_PLAN, type FaultPlan } from '../../exchange/tradier-api/fault-plan.ts'
import { swarmFaultPlan } from '../../exchange/tradier-api/fault-swarm.ts'

const EXAMPLE = '{"seed": 1, "rules": [{"fault": {"kind": "quota"}, "chance": 0.1}]}'

/**
 * The plan of what goes wrong: drawn from a seed, or as a file says.
 *
 * Refuses: `faults_must_be_readable`, `faults_must_be_a_plan`.
 */
export async function readFaultPlan(
  choice: FaultChoice,
): Promise<Result<FaultPlan, 'faults_must_be_readable' | 'faults_must_be_a_plan'>> {
  if (choice.kind === 'seed') return ok(swarmFaultPlan(choice.seed))
  let text: string
  try {
    text = await readFile(choice.path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const what =
      code === 'ENOENT' ? `There is no file ${choice.path}` : `${choice.path} cannot be read (${code})`
    return refuse('faults_must_be_readable', `${what}; --faults expects a file of rules, or seed:N.`)
  }
  const content = parsed(text)
  if (content === undefined) {
    return refuse('faults_must_be_a_plan', `${choice.path} is not JSON; expected ${EXAMPLE}.`)
  }
  const plan = FAULT_PLAN.safeParse(content)
  if (plan.success) return ok(plan.data)
  const [issue] = plan.error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'the file' : issue.path.join('.')
  return refuse(
    'faults_must_be_a_plan',
    `${choice.path} is no fault plan: ${where}: ${issue?.message ?? 'not valid'}; expected ${EXAMPLE}.`,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
