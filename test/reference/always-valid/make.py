"""Always-valid bounds of a mean, from the formulas of Howard et al. (2021) and Choi & Ramdas (2024), with scipy's root finder.

    python -m venv v && v/bin/pip install numpy scipy && v/bin/python make.py && npx prettier --write reference.json

Writes reference.json beside itself. psi_c(l) = (-log(1 - c l) - c l)/c^2; M(s) = mean_k exp(l_k s - sum_i psi_{c_i}(l_k) (x_i - g_i)^2)
over l_k = 2^(k/2), k = -10..12; g_i the running mean of what came before, clipped to what x_i can be; c_i = most - least. Bounds
of the mean are mean -+ s/n with M(s) = 2/alpha. The e-detector is Shiryaev-Roberts (Shin, Ramdas & Rinaldo 2024):
R_k <- (R_k + 1) * L_k, averaged over bets.
"""
import json, pathlib, platform
import numpy as np, scipy
from scipy.optimize import brentq
from scipy.special import logsumexp

rng = np.random.default_rng(77)
lam = 2.0 ** (np.arange(-10, 13) / 2)


def psi(l, c):
    if c == 0:
        return l**2 / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        x = l * c
        # For tiny x the direct form loses digits: eight terms of the series are exact there.
        series = l**2 * sum(x**j / (j + 2) for j in range(8))
        direct = (-np.log1p(-x) - x) / c**2
        return np.where(x >= 1, np.inf, np.where(x < 0.01, series, direct))


def increments(p, c, y):
    total, out = 0.0, []
    for i, (pi, ci, yi) in enumerate(zip(p, c, y)):
        x1 = (1 - ci) ** 2 - (1 - pi) ** 2
        x0 = ci**2 - pi**2
        x = x1 if yi else x0
        lo, hi = min(x0, x1), max(x0, x1)
        g = np.clip(total / (i + 1), lo, hi)
        total += x
        ps = psi(lam, hi - lo)
        with np.errstate(invalid="ignore"):
            v = np.where(np.isinf(ps), np.inf, ps * (x - g) ** 2)
        out.append((x, v))
    return out


def sequence(name, p, c, y, alpha, reference):
    inc = increments(p, c, y)
    V, S, rows = np.zeros(len(lam)), 0.0, []
    R = np.zeros(len(lam))
    detector = []
    for n, (x, v) in enumerate(inc, 1):
        V, S = V + v, S + x
        ok = np.isfinite(V)
        goal = np.log(2 / alpha) + np.log(len(lam))
        if ok.any():
            f = lambda s: logsumexp(lam[ok] * s - V[ok]) - goal
            s = brentq(f, 0, 1e4, xtol=1e-14, rtol=1e-15)
            lower, upper = max(S / n - s / n, -1), min(S / n + s / n, 1)
        else:
            lower, upper = -1, 1
        R = np.exp(lam * (reference - x) - v) * (R + 1)
        if n in (1, 2, 3, 10, 50, 100, len(inc)):
            rows.append({"n": n, "lower": lower, "upper": upper, "detector": float(R.mean())})
    return {"name": name, "alpha": alpha, "reference": reference, "p": np.asarray(p).tolist(), "climatology": np.asarray(c).tolist(),
            "outcome": [int(v) for v in y], "bounds": rows}


n = 200
clim = np.round(0.5 + 0.02 * rng.normal(size=n), 6)
truth = np.clip(0.5 + 0.2 * rng.normal(size=n), 0.02, 0.98)
y = rng.random(n) < truth
cases = [
    sequence("skilled", np.round(truth, 6), clim, y, 0.05, 0.01),
    sequence("noise", np.round(np.clip(0.5 + 0.1 * rng.normal(size=n), 0, 1), 6), clim, y, 0.1, 0.02),
    sequence("the reference itself", clim, clim, y, 0.05, 0.001),
    sequence("very close to the reference", np.round(clim + 1e-5 * rng.normal(size=n), 9), clim, y, 0.05, 1e-6),
    sequence("certain, and sometimes wrong", np.where(rng.random(60) < 0.5, 0.0, 1.0), np.full(60, 0.5), y[:60], 0.05, 0.0),
]
here = pathlib.Path(__file__).parent
versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
(here / "reference.json").write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
