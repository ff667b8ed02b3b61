import { describe, expect, it } from 'vitest'
import { AuthDatabase } from '../../../src/adapters/auth/auth-database.ts'
import { serverPool } from '../../support/postgres/server-pool.ts'
import { Browser, peopleWorld } from '../../support/people/people-world.ts'

const PASSWORD = 'canary violet umbrella'

describe('people on a server', () => {
  const pool = serverPool('people_on_a_server')

  it('join and sign in, many at once, and the connections go back as they came', async () => {
    const { gate } = peopleWorld(pool())
    const code = await gate.firstCode()
    const wish = { code, email: 'ann@example.com', name: 'Ann', password: PASSWORD }
    const both = await Promise.all([1, 2, 3].map(() => new Browser(gate).post('/join', wish)))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 422, 422])
    const browsers = Array.from({ length: 4 }, () => new Browser(gate))
    const entered = await Promise.all(
      browsers.map((one) => one.post('/sign-in/email', { email: wish.email, password: PASSWORD })),
    )
    expect(entered.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await Promise.all(browsers.map((one) => one.identity()))).toMatchObject(
      browsers.map(() => ({ username: 'local' })),
    )
    for (let i = 0; i < 10; i++) {
      const { rows } = await pool().query('select current_user = session_user as same')
      expect(rows).toEqual([{ same: true }])
    }
  })

  it('S5: take their role inside of a transaction only, and it goes with one that fails', async () => {
    const database = new AuthDatabase(pool())
    expect(await database.row('select current_user as me')).toEqual({ me: 'legwork_auth' })
    await expect(database.row('select 1 / 0')).rejects.toThrow('division by zero')
    await expect(
      database.transact(async (session) => {
        await session.write('delete from auth_invitations')
        throw new Error('on the way')
      }),
    ).rejects.toThrow('on the way')
    const { rows } = await pool().query('select current_user = session_user as same')
    expect(rows).toEqual([{ same: true }])
  })

  it('S6, A18: reach nothing of anybody’s trading, as the rest reaches nothing of theirs', async () => {
    const database = new AuthDatabase(pool())
    for (const table of ['trades', 'broker_tokens', 'settings', 'orders']) {
      await expect(database.rows(`select * from ${table}`), table).rejects.toThrow('permission denied')
    }
    await expect(database.write(`delete from auth_users`)).rejects.toThrow('permission denied')
    const client = await pool().connect()
    try {
      for (const table of [
        'auth_users',
        'auth_accounts',
        'auth_sessions',
        'auth_api_keys',
        'auth_two_factors',
      ]) {
        await client.query('begin; set local role legwork_app')
        await expect(client.query(`select * from ${table}`), table).rejects.toThrow('permission denied')
        await client.query('rollback')
      }
    } finally {
      client.release()
    }
  })
})
