import type { Scope } from '../../ports/identity.ts'

const CONTAINED: Readonly<Record<Scope, readonly Scope[]>> = {
  read: ['read'],
  'trade-paper': ['trade-paper', 'read'],
  'trade-live': ['trade-live', 'trade-paper', 'read'],
  admin: ['admin'],
}

/**
 * Whether what was granted allows what is asked: live trading contains paper trading, and both contain reading; being an
 * admin contains none of them.
 *
 * @example
 * scopesAllow(['trade-live'], 'read') // => true
 */
export function scopesAllow(granted: readonly Scope[], asked: Scope): boolean {
  return granted.some((scope) => CONTAINED[scope].includes(asked))
}
