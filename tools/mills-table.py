#!/usr/bin/env python3
"""Writes src/domain/pricing/mills-table.ts: the coefficients of the Mills ratio and of its slope, from mpmath.

R(z) = Phi(-z) / phi(z) is the Mills ratio of the standard normal and Q(z) = -R'(z) = 1 - z R(z) its slope. With
z >= 0 and y = 3 / (3 + z), both R (3 + z) and Q (3 + z)^2 are smooth on (0, 1] and tend to 1 as z grows. (0, 1] is
cut into 128 equal cells of y, each with the polynomials of degree 5 that interpolate the two at the Chebyshev
nodes of the cell. The largest relative errors are printed; they are those of storing coefficients as doubles.

Needs mpmath (Debian: python3-mpmath). Run: python3 tools/mills-table.py
"""

from pathlib import Path

import mpmath as mp
from mills_ratio import mills_ratio

mp.mp.dps = 60
SHIFT, CELLS, DEGREE = 3, 128, 5
TARGET = Path(__file__).resolve().parent.parent / "src/domain/pricing/mills-table.ts"


def scaled_ratio(y):
    z = SHIFT * (1 - y) / y
    return mills_ratio(z) * (SHIFT + z)


def scaled_slope(y):
    z = SHIFT * (1 - y) / y
    return (1 - z * mills_ratio(z)) * (SHIFT + z) ** 2


def cell_polynomial(function, cell):
    """Coefficients, lowest first, in f = position within the cell, -1/2 to 1/2."""
    count = DEGREE + 1
    nodes = [mp.cos(mp.pi * (k + mp.mpf(1) / 2) / count) / 2 for k in range(count)]
    values = [function((cell + mp.mpf(1) / 2 + f) / CELLS) for f in nodes]
    vandermonde = mp.matrix(count, count)
    for row, f in enumerate(nodes):
        for column in range(count):
            vandermonde[row, column] = f**column
    return [float(c) for c in mp.lu_solve(vandermonde, mp.matrix(values))]


def worst_error(function, rows):
    worst = mp.mpf(0)
    for cell, coefficients in enumerate(rows):
        for f in (-0.5, -0.3, 0.0, 0.2, 0.45):
            y = (mp.mpf(cell) + 0.5 + f) / CELLS
            if 0 < y <= 1:
                value = sum(mp.mpf(c) * mp.mpf(f) ** k for k, c in enumerate(coefficients))
                worst = max(worst, abs(value / function(y) - 1))
    return worst


def main():
    tables = []
    for function in (scaled_ratio, scaled_slope):
        # One cell stands beyond y = 1, so that z = 0 needs no special case.
        rows = [cell_polynomial(function, cell) for cell in range(CELLS + 1)]
        print(function.__name__, "largest relative error", mp.nstr(worst_error(function, rows), 3))
        tables.append(rows)
    numbers = ",\n".join("  " + ", ".join(repr(c) for c in a + b) for a, b in zip(*tables))
    TARGET.write_text(
        "// Written by tools/mills-table.py; do not edit by hand.\n\n"
        "/** The map of z to the table's variable: y = MILLS_SHIFT / (MILLS_SHIFT + z). */\n"
        f"export const MILLS_SHIFT = {SHIFT}\n\n"
        "/** Equal cells of y in (0, 1]; one more row stands beyond, for y = 1 itself. */\n"
        f"export const MILLS_CELLS = {CELLS}\n\n"
        "/** Per cell 12 coefficients in the position within it, -1/2 to 1/2: ratio, then slope, lowest first. */\n"
        "export const MILLS_COEFFICIENTS: Float64Array = new Float64Array([\n" + numbers + ",\n])\n"
    )


if __name__ == "__main__":
    main()
