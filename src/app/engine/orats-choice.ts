import type { OratsPlan } from '../../adapters/orats/market-data.ts'
import { ok, type Result, refuse } from '../../domain/refusal.ts'

/** A token of ORATS and what its plan reads. */
export interface OratsChoice {
  readonly token: string
  readonly plan: OratsPlan
}

const PLANS: readonly OratsPlan[] = ['live', 'delayed']

/**
 * The ORATS account of the environment: `LEGWORK_ORATS_TOKEN`, and `LEGWORK_ORATS_PLAN` (`live` or `delayed`, which is
 * assumed: a plan that is taken for slower than it is only reads older prices, and says so). Null without a token.
 *
 * Refuses: `orats_token_must_be_one_word`, `orats_plan_must_be_known`, `orats_plan_needs_a_token`.
 */
export function oratsChoice(
  environment: Readonly<Record<string, string | undefined>>,
): Result<OratsChoice | null> {
  const token = environment['LEGWORK_ORATS_TOKEN']?.trim() ?? ''
  const written = environment['LEGWORK_ORATS_PLAN']?.trim() ?? ''
  const plan = written === '' ? 'delayed' : PLANS.find((one) => one === written)
  if (plan === undefined) {
    return refuse('orats_plan_must_be_known', `LEGWORK_ORATS_PLAN is "${written}"; give live or delayed.`)
  }
  if (token === '') {
    return written === ''
      ? ok(null)
      : refuse(
          'orats_plan_needs_a_token',
          'LEGWORK_ORATS_PLAN is set and LEGWORK_ORATS_TOKEN is not; set both or neither.',
        )
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    // What was read may be a token with something pasted behind it: it is not repeated.
    return refuse(
      'orats_token_must_be_one_word',
      'LEGWORK_ORATS_TOKEN holds something else than one word of visible characters.',
    )
  }
  return ok({ token, plan })
}
