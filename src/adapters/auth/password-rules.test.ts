import { describe, expect, it } from 'vitest'
import { HashingBusyError, PasswordHasher } from './password-hash.ts'
import { judgePassword } from './password-rule.ts'
import { hashSecret, isSecretOf, mintSecret } from './one-time-code.ts'

describe('a password', () => {
  it.each([
    ['elevenchars', 'password_must_be_long_enough'],
    ['ä'.repeat(11), 'password_must_be_long_enough'],
    ['long phrase '.repeat(22), 'password_must_be_short_enough'],
    ['qwerty123456', 'password_must_not_be_common'],
    ['QWERTY123456', 'password_must_not_be_common'],
    ['Password1234', 'password_must_not_be_common'],
    ['aaaaaaaaaaaaaaa', 'password_must_not_be_common'],
    ['abababababab', 'password_must_not_be_common'],
    ['efghijklmnopqr', 'password_must_not_be_common'],
    ['765432109876543', 'password_must_not_be_common'],
    ['ann@example.com', 'password_must_not_be_a_name'],
    ['lovelace1815!!', 'password_must_not_be_a_name'],
    ['LovelaceLovelace', 'password_must_not_be_a_name'],
  ])('S4: %s is refused', (password, code) => {
    expect(judgePassword(password, ['ann@example.com', 'Ada Lovelace'])).toMatchObject({ ok: false, code })
  })

  it.each([
    'canary violet umbrella',
    '8Vq!t0Zp#kL2',
    'lovelace wrote the first program',
    `${'x'.repeat(120)}abcdefgh`,
  ])('that is long and not among the first tried may be chosen: %s', (password) => {
    expect(judgePassword(password, ['ann@example.com', 'Ada Lovelace'])).toEqual({ ok: true, value: true })
  })
})

describe('a hash', () => {
  it('S4: is argon2id with a salt of its own, in the form that other programs read', async () => {
    const hasher = new PasswordHasher()
    const [one, two] = [await hasher.hash('a long password'), await hasher.hash('a long password')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(two)
    expect(await hasher.verify(one, 'a long password')).toBe(true)
    expect(await hasher.verify(one, 'a long passwore')).toBe(false)
    expect(await hasher.verify('a long password', 'a long password')).toBe(false)
    expect(await hasher.verify('', '')).toBe(false)
  })

  it('agrees with the reference program of argon2 on its own output', async () => {
    // printf password | argon2 somesalt -id -t 2 -k 65536 -p 4 -l 24 -e
    const reference = '$argon2id$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$GpZ3sK/oH9p7VIiV56G/64Zo/8GaUw434IimaPqxwCo'
    expect(await new PasswordHasher().verify(reference, 'password')).toBe(true)
  })

  it('is the same for letters that look the same, however they were typed', async () => {
    const hasher = new PasswordHasher()
    expect(await hasher.verify(await hasher.hash('caf\u00e9 in the rain'), 'cafe\u0301 in the rain')).toBe(
      true,
    )
  })

  it('A12: is computed two at a time; who comes when too many wait is sent away', async () => {
    const hasher = new PasswordHasher()
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => hasher.hash('a long password')))
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(40 - 2 - 32)
    for (const one of refused) expect(one).toMatchObject({ reason: expect.any(HashingBusyError) })
    expect(hasher.computed).toBe(34)
    // The places are free again.
    expect(await hasher.hash('a long password')).toContain('$argon2id$')
  })
})

describe('a secret', () => {
  it('has 256 bits of chance, says what it is for, and is stored as something else', () => {
    const made = Array.from({ length: 500 }, () => mintSecret('key'))
    expect(new Set(made).size).toBe(500)
    const [first = ''] = made
    expect(Buffer.from(first.slice(4), 'base64url')).toHaveLength(32)
    expect(isSecretOf('key', first)).toBe(true)
    expect(isSecretOf('invitation', first)).toBe(false)
    expect(hashSecret(first)).toMatch(/^[0-9a-f]{64}$/)
  })
})
