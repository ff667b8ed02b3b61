import type { Screen } from './shell.ts'

/** How numbers are written on a screen; null and NaN are unknown, never 0. */
export interface NumberText {
  /** For what is not known. */
  readonly unknown: string
  /** With so many decimals: `12.50`. */
  fixed(value: number | null, decimals: number): string
  /** With its sign, always: `+12.50`. */
  signed(value: number | null, decimals: number): string
  /** A share as percent: 0.1234 is `12.3 %`. */
  percent(value: number | null, decimals?: number): string
  /** A whole number in groups of three. */
  count(value: number | null): string
}

const MISSING = Number.NaN

/** Drops the sign of a number that rounds to zero: "-0.00" would make one look for a loss. */
function withoutNegativeZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text
}

/** Numbers as a screen can show them. */
export function numberText(screen: Pick<Screen, 'unicode'>): NumberText {
  const unknown = screen.unicode ? '–' : '-'
  const known = (value: number | null, write: (known: number) => string): string =>
    Number.isFinite(value ?? MISSING) ? write(value!) : unknown
  const fixed = (value: number | null, decimals: number): string =>
    known(value, (x) => withoutNegativeZero(x.toFixed(decimals)))
  return {
    unknown,
    fixed,
    signed: (value, decimals) =>
      known(value, (x) => {
        const text = fixed(x, decimals)
        return x > 0 && Number(text) !== 0 ? `+${text}` : text
      }),
    percent: (value, decimals = 1) => known(value, (x) => `${fixed(100 * x, decimals)} %`),
    count: (value) => known(value, (x) => String(Math.trunc(x)).replace(/\B(?=(\d{3})+$)/g, ',')),
  }
}
