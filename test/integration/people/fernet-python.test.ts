import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  fernetDecrypt,
  fernetEncrypt,
  newFernetKey,
  parseFernetKey,
} from '../../../src/adapters/vault/fernet.ts'

/** Decrypts each line of its input with the key and encrypts it anew, by Python's cryptography. */
const PROGRAM = `
import sys
from cryptography.fernet import Fernet
box = Fernet(sys.argv[1])
for line in sys.stdin.read().split():
    print(box.encrypt(box.decrypt(line)).decode())
`

const hasCryptography = spawnSync('python3', ['-c', 'import cryptography.fernet']).status === 0

describe.runIf(hasCryptography)('Fernet beside Python', () => {
  it('each opens what the other has sealed', () => {
    const text = newFernetKey()
    const key = parseFernetKey(text)!
    const plain = Array.from({ length: 500 }, (_, i) => 'ä日x'.repeat(i % 60) + i)
    const sealed = plain.map((one) => fernetEncrypt(key, one, 1_790_000_000_000))
    const { stdout, status } = spawnSync('python3', ['-c', PROGRAM, text], {
      input: sealed.join('\n'),
      encoding: 'utf8',
    })
    expect(status).toBe(0)
    const back = stdout.trim().split('\n')
    expect(back.map((one) => fernetDecrypt(key, one))).toEqual(plain)
  })
})
