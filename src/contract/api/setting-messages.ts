import { z } from 'zod'

/** Every setting with its value, range and meaning. */
export const SETTINGS_PAGE = z
  .object({
    version: z.string().meta({ description: 'Goes back with a change: a stale one is refused.' }),
    settings: z.array(
      z.object({
        key: z.string(),
        value: z.string(),
        default: z.string(),
        allowed: z.string().meta({ description: 'Unit and range in words.' }),
        about: z.string(),
        from: z.enum(['default', 'preset', 'user', 'account']),
      }),
    ),
  })
  .meta({ id: 'Settings' })

/** Settings to write, all or none; null takes one back. */
export const SETTINGS_BODY = z.strictObject({
  version: z.string().min(1).max(64),
  everywhere: z.boolean().default(false).meta({ description: 'For all accounts of the user.' }),
  values: z
    .record(z.string().min(1).max(64), z.string().max(200).nullable())
    .refine((values) => Object.keys(values).length <= 200, 'too many settings at once'),
})
