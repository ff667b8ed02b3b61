/**
 * Makes ids. In production they are random; in a simulation they follow the seed. Always unique, and made of
 * letters and digits only, so that one can be part of a broker's tag.
 */
export interface Ids {
  /** 26 characters of lower-case base 32, ascending with time where the platform allows. */
  next(): string
}
