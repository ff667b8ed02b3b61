import type { TickRule } from '../money/tick-rule.ts'
import { CLASS_SHARES, equityProduct, INDEX_PRODUCTS, type OptionProduct } from './product-table.ts'

/**
 * Whether the root is of an adjusted contract, after a split, merger or special dividend: it ends in a
 * digit. Such a contract delivers something else than 100 shares of its underlying, so payoffs and
 * settlements computed here do not hold for it.
 *
 * @example
 * [isAdjustedRoot('AAPL1'), isAdjustedRoot('AAPL')] // => [true, false]
 */
export function isAdjustedRoot(root: string): boolean {
  return /[0-9]$/.test(root)
}

/**
 * The ticker of the underlying that an option root is on: the index of an index root, the slashed ticker
 * of a class share, otherwise the root without the digits of an adjustment. An unknown root is taken for
 * the ticker itself.
 *
 * @example
 * [underlyingOfRoot('SPXW'), underlyingOfRoot('BRKB'), underlyingOfRoot('AAPL1'), underlyingOfRoot('SPY')] // => ['SPX', 'BRK/B', 'AAPL', 'SPY']
 */
export function underlyingOfRoot(root: string): string {
  const base = root.replace(/[0-9]+$/, '')
  return INDEX_PRODUCTS.get(base)?.underlying ?? CLASS_SHARES.get(base) ?? base
}

/**
 * The unadjusted roots of an underlying's options, in alphabetical order: several for an index, one for
 * anything else.
 *
 * @example
 * [rootsOfUnderlying('SPX'), rootsOfUnderlying('BRK/B'), rootsOfUnderlying('SPY')] // => [['SPX', 'SPXPM', 'SPXW'], ['BRKB'], ['SPY']]
 */
export function rootsOfUnderlying(underlying: string): string[] {
  const rows = [...INDEX_PRODUCTS].filter(([, product]) => product.underlying === underlying)
  return rows.length > 0 ? rows.map(([root]) => root).sort() : [underlying.replace('/', '')]
}

/**
 * How the options of a root trade and settle: exercise, settlement, delivery and increments. A root without
 * a row of its own is an equity or fund option.
 *
 * @example
 * [productOfRoot('SPX').settlement, productOfRoot('SPXW').settlement, productOfRoot('SPY').delivery] // => ['AM', 'PM', 'physical']
 */
export function productOfRoot(root: string): OptionProduct {
  return INDEX_PRODUCTS.get(root) ?? equityProduct(root, underlyingOfRoot(root))
}

/**
 * The increments of a single-leg order in options of a root. Source: see the product table.
 *
 * @example
 * tickRuleFor('SPXW') // => { below: 500, threshold: 30000, atOrAbove: 1000 }
 */
export function tickRuleFor(root: string): TickRule {
  return productOfRoot(root).tick
}

/**
 * The increments of the net price of a multileg order in options of a root; they are not those of its
 * legs: pennies nearly everywhere, 0.05 in SPX.
 *
 * @example
 * [netTickRuleFor('SPXW').below, netTickRuleFor('KO').below] // => [500, 100]
 */
export function netTickRuleFor(root: string): TickRule {
  return productOfRoot(root).netTick
}
