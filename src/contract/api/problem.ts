import { z } from 'zod'

/** What went wrong, as RFC 9457 has it. `code` names the rule; `state` is the present state where a version was stale. */
export const PROBLEM = z
  .object({
    type: z.string().meta({ example: 'urn:legwork:problem:version_must_be_current' }),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ example: 'version_must_be_current' }),
    detail: z.string(),
    requestId: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    state: z.unknown().optional(),
  })
  .meta({ id: 'Problem' })

/** A problem as it is read. */
export type Problem = z.output<typeof PROBLEM>
