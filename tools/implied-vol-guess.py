#!/usr/bin/env python3
"""Prints the two polynomials of src/domain/pricing/implied-vol-guess.ts, fitted in the limit of small volatility.

With a = moneyness / totalVol, Q(a) = 1 - a R(a) and R the Mills ratio, a small totalVol makes the out-of-the-money
price over the forward c = totalVol (phi(a) - a Phi(-a)). Two one-dimensional inversions of it are fitted in relative
error (iteratively reweighted least squares, close to minimax):

near the money, a <= 1: totalVol / m as a polynomial in (moneyness / m)^2, with m = c + moneyness / 2;
far from it, a >= 1: a / v as a polynomial in 1 / v, with v = sqrt(-ln(c / moneyness)).

Needs mpmath and numpy (Debian: python3-mpmath, python3-numpy). Run: python3 tools/implied-vol-guess.py
"""

import mpmath as mp
import numpy as np
from mills_ratio import mills_ratio
from numpy.polynomial import Chebyshev, Polynomial

mp.mp.dps = 40
DEGREE = 5


def slope(a):
    return 1 - a * mills_ratio(a)


def fit(x, y, rounds=1500):
    weights = 1 / y
    for _ in range(rounds):
        polynomial = Chebyshev.fit(x, y, DEGREE, w=weights)
        errors = np.abs(polynomial(x) / y - 1)
        weights *= (0.2 + errors / errors.max()) ** 0.3
        weights /= weights.max()
    return polynomial.convert(kind=Polynomial).coef.tolist(), errors.max()


def main():
    near = np.linspace(1e-6, 1.0, 400)
    m = np.array([float(mp.npdf(a) + a * (mp.ncdf(a) - mp.mpf(1) / 2)) for a in map(mp.mpf, near)])
    coefficients, error = fit((near / m) ** 2, 1 / m)
    print("near the money", coefficients, "largest relative error", error, "up to", ((near / m) ** 2).max())
    far = np.geomspace(1.0, 38.5, 800)
    v = np.sqrt([-float(mp.log(mp.npdf(a) * slope(a) / a)) for a in map(mp.mpf, far)])
    coefficients, error = fit(1 / v, far / v)
    print("far from the money", coefficients, "largest relative error", error)


if __name__ == "__main__":
    main()
