import { z } from 'zod'

const TEXTS = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat())

const FAULT = z.object({
  fault: z.object({
    faultstring: z.string().catch(''),
    detail: z.object({ errorcode: z.string().catch('') }).catch({ errorcode: '' }),
  }),
})
const ERRORS = z.object({ errors: z.object({ error: TEXTS }) })
const REFUSED_PREVIEW = z.object({
  order: z.object({ errors: z.union([z.object({ error: TEXTS }).transform(({ error }) => error), TEXTS]) }),
})

/** The gateway's words, when the answer is its own. */
export interface GatewayFault {
  readonly text: string
  readonly code: string
}

/** The refusal of the gateway in a body; null when there is none. */
export function gatewayFaultOf(value: unknown): GatewayFault | null {
  const read = FAULT.safeParse(value)
  if (!read.success) return null
  const { faultstring, detail } = read.data.fault
  return { text: faultstring, code: detail.errorcode }
}

/** The texts of an `errors` object, of today's shape or of the old preview's; null when there is none. */
export function errorTextsOf(value: unknown): readonly string[] | null {
  const now = ERRORS.safeParse(value)
  if (now.success) return now.data.errors.error
  const old = REFUSED_PREVIEW.safeParse(value)
  return old.success ? old.data.order.errors : null
}
