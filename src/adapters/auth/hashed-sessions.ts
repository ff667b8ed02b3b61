import { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { DBAdapter, DBAdapterInstance, Where } from 'better-auth'
import type { Kysely } from 'kysely'
import { hashSecret } from './one-time-code.ts'

/** The conditions as the database has them: a token of a session is known there by its hash. */
function stored(model: string, where: Where[]): Where[] {
  if (model !== 'session') return where
  return where.map((one) =>
    one.field === 'token' && typeof one.value === 'string' ? { ...one, value: hashSecret(one.value) } : one,
  )
}

/** A row with the token by which it was asked for; any other keeps its hash, which opens nothing. */
function shown<Row>(model: string, where: readonly Where[], row: Row): Row {
  const token = where.find(({ field }) => field === 'token')?.value
  return model === 'session' && row !== null && typeof token === 'string' ? { ...row, token } : row
}

/**
 * The library's tables with hashes in place of sessions' tokens, so that neither a dump of the database nor the key of
 * the cookies opens a session, and both together do not. The library itself goes on with the token.
 */
export function hashedSessions(db: Kysely<unknown>): DBAdapterInstance {
  // Statements stand alone: a transaction would hold the one connection of the embedded database.
  const plain = kyselyAdapter(db, { type: 'postgres', transaction: false })
  return (options) => {
    const base = plain(options)
    const adapter: DBAdapter = {
      ...base,
      async create<T extends Record<string, unknown>, R = T>(
        wish: Parameters<typeof base.create<T, R>>[0],
      ): Promise<R> {
        const token: unknown = wish.data['token']
        if (wish.model !== 'session' || typeof token !== 'string') return base.create<T, R>(wish)
        const row = await base.create<T, R>({ ...wish, data: { ...wish.data, token: hashSecret(token) } })
        return { ...row, token }
      },
      findOne: async <T>(wish: Parameters<typeof base.findOne>[0]) => {
        const row = await base.findOne<T>({ ...wish, where: stored(wish.model, wish.where) })
        return shown(wish.model, wish.where, row)
      },
      findMany: (wish) => base.findMany({ ...wish, where: stored(wish.model, wish.where ?? []) }),
      count: (wish) => base.count({ ...wish, where: stored(wish.model, wish.where ?? []) }),
      update: async <T>(wish: Parameters<typeof base.update>[0]) => {
        const row = await base.update<T>({ ...wish, where: stored(wish.model, wish.where) })
        return shown(wish.model, wish.where, row)
      },
      updateMany: (wish) => base.updateMany({ ...wish, where: stored(wish.model, wish.where) }),
      delete: (wish) => base.delete({ ...wish, where: stored(wish.model, wish.where) }),
      deleteMany: (wish) => base.deleteMany({ ...wish, where: stored(wish.model, wish.where) }),
      transaction: (work) => work(adapter),
    }
    return adapter
  }
}
