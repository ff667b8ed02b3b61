import { OpenAPIHono } from '@hono/zod-openapi'
import type { ZodType } from 'zod'
import { z } from 'zod'
import { PROBLEM } from '../contract/api/problem.ts'
import type { ApiEnv } from './api-env.ts'
import { needs } from './needs.ts'
import { problem } from './problem.ts'

const SECURITY = [{ session: [] }, { key: [] }]

/** A route that reads. */
export const READS = { middleware: needs('read'), security: SECURITY } as const
/** A route that moves money or state. */
export const TRADES = { middleware: needs('trade'), security: SECURITY } as const

/** The key of a command: made once for what a person did, and sent again with every try of it. */
export const KEY_HEADER = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,100}$/, 'send 8 to 100 letters, digits, - or _, made once for what you do')
    .meta({ description: 'Made once for what a person did, and sent again with every try of it.' }),
})

const PROBLEMS = {
  description: 'What went wrong, by the name of the rule.',
  content: { 'application/problem+json': { schema: PROBLEM } },
} as const

/** The answers of a route: the one that it is for, and problems. */
export function answers<Schema extends ZodType>(schema: Schema) {
  const asked = { description: 'As asked.', content: { 'application/json': { schema } } } as const
  return { 200: asked, default: PROBLEMS } as const
}

/** The answers of a route that makes something. */
export function created<Schema extends ZodType>(schema: Schema) {
  const made = { description: 'It was made.', content: { 'application/json': { schema } } } as const
  return { 201: made, default: PROBLEMS } as const
}

/** A body of JSON that must be there. */
export function jsonBody<Schema extends ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const
}

/** A part of the API. A request that does not fit its schema is refused before its handler sees it. */
export function apiPart(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined
      const fields = result.error.issues.slice(0, 20).map(({ path, message }) => ({
        path: [result.target, ...path].join('.').slice(0, 200),
        message: message.slice(0, 200),
      }))
      return problem(c, 422, 'request_must_be_valid', 'The request is not as its schema says.', { fields })
    },
  })
}
