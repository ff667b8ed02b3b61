/** What every tag of ours begins with: an order at the broker that has it and no intent here is an alarm. */
const PREFIX = 'lw1-'

/**
 * The tag of an intent: our prefix and its id, so that an order found at the broker leads back to its intent even
 * when the database was lost. Letters, digits and hyphens only, as Tradier wants (fact sheet 3.2).
 *
 * @example
 * orderTag('01jd0000000000000000000000') // => 'lw1-01jd0000000000000000000000'
 */
export function orderTag(intentId: string): string {
  return PREFIX + intentId
}

/**
 * Whether a tag is one of ours.
 *
 * @example
 * [isOurTag('lw1-01jd'), isOurTag('my-own-order'), isOurTag(null)] // => [true, false, false]
 */
export function isOurTag(tag: string | null): tag is string {
  return tag?.startsWith(PREFIX) === true
}
