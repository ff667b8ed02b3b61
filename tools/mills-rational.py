#!/usr/bin/env python3
"""Prints the coefficients of src/domain/pricing/quick-mills.ts: one fraction for the Mills ratio on z >= 0.

With w = 3 + z, the smooth function R(z) w is fitted in 3 / w by a fraction of degree 7 over 7 (linearised least
squares in relative error at Chebyshev nodes, reweighted a few times), and then written out as a fraction in z.

Needs mpmath (Debian: python3-mpmath). Run: python3 tools/mills-rational.py
"""

import mpmath as mp
from mills_ratio import mills_ratio

mp.mp.dps = 60
SHIFT, DEGREE, ROUNDS = 3, 7, 12


def scaled(y):
    z = SHIFT * (1 - y) / y
    return mills_ratio(z) * (SHIFT + z)


def evaluate(coefficients, x):
    return sum(c * x**k for k, c in enumerate(coefficients))


def fit():
    count = 12 * (DEGREE + 1)
    nodes = [(1 + mp.cos(mp.pi * (k + mp.mpf(1) / 2) / count)) / 2 for k in range(count)]
    values = [scaled(y) for y in nodes]
    weights, denominators = [mp.mpf(1)] * count, [mp.mpf(1)] * count
    best = None
    for _ in range(ROUNDS):
        system, right = mp.matrix(count, 2 * DEGREE + 1), mp.matrix(count, 1)
        for i, y in enumerate(nodes):
            scale = weights[i] / (values[i] * denominators[i])
            for j in range(DEGREE + 1):
                system[i, j] = scale * y**j
            for j in range(1, DEGREE + 1):
                system[i, DEGREE + j] = -scale * values[i] * y**j
            right[i] = scale * values[i]
        solution = mp.qr_solve(system, right)[0]
        top = [solution[j] for j in range(DEGREE + 1)]
        bottom = [mp.mpf(1)] + [solution[DEGREE + j] for j in range(1, DEGREE + 1)]
        denominators = [evaluate(bottom, y) for y in nodes]
        errors = [abs(evaluate(top, y) / d / v - 1) for y, d, v in zip(nodes, denominators, values)]
        worst = max(errors)
        if best is None or worst < best[0]:
            best = (worst, top, bottom)
        weights = [w * mp.sqrt(mp.mpf("0.05") + e / worst) for w, e in zip(weights, errors)]
    return best


def in_z(coefficients):
    """The polynomial w**DEGREE * p(SHIFT / w) at w = SHIFT + z, lowest power first."""
    result = [mp.mpf(0)] * (DEGREE + 1)
    for j, c in enumerate(coefficients):
        power = DEGREE - j
        for k in range(power + 1):
            result[k] += c * mp.mpf(SHIFT) ** j * mp.binomial(power, k) * mp.mpf(SHIFT) ** (power - k)
    return result


def main():
    worst, top, bottom = fit()
    numerator, rest = in_z(top), in_z(bottom)
    denominator = [
        (SHIFT * rest[k] if k <= DEGREE else 0) + (rest[k - 1] if k > 0 else 0) for k in range(DEGREE + 2)
    ]
    lead = denominator[-1]
    print("numerator", [float(c / lead) for c in numerator])
    print("denominator", [float(c / lead) for c in denominator])
    print("largest relative error", mp.nstr(worst, 3))


if __name__ == "__main__":
    main()
