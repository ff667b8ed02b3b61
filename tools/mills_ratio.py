"""The Mills ratio of the standard normal to the precision that mpmath is set to; shared by the table scripts."""

import mpmath as mp


def mills_ratio(z):
    """Phi(-z) / phi(z) for z >= 0; beyond 20 by its continued fraction, which converges fast there."""
    if z < 20:
        return mp.sqrt(mp.pi / 2) * mp.exp(z * z / 2) * mp.erfc(z / mp.sqrt(2))
    fraction = mp.mpf(0)
    for k in range(400, 0, -1):
        fraction = k / (z + fraction)
    return 1 / (z + fraction)
