"""Weights of a logarithmic opinion pool by a general optimiser, written from the definition alone.

    python -m venv v && v/bin/pip install numpy scipy && v/bin/python make.py

Writes reference.json beside itself. The minimum is found by SLSQP from several starts, then polished by a projected Newton
iteration on the active set that SLSQP found; both must agree to 1e-6.
"""
import json, pathlib, platform
import numpy as np, scipy
from scipy.optimize import minimize
from scipy.special import expit, logit

rng = np.random.default_rng(20240611)


def case(name, n, skill, overlap, shrinkage):
    m = len(skill)
    truth = rng.normal(0, 0.7, n)
    y = (rng.random(n) < expit(truth)).astype(int)
    odds = np.stack([s * truth + rng.normal(0, 0.5, n) for s in skill], axis=1)
    p = np.round(expit(odds), 6)
    L = logit(np.clip(p, 0.01, 0.99))

    def f(w):
        z = L @ w
        return np.sum(np.logaddexp(0, z) - y * z) / overlap + shrinkage / 2 * np.sum((w - 1 / m) ** 2)

    def g(w):
        return L.T @ (expit(L @ w) - y) / overlap + shrinkage * (w - 1 / m)

    best = None
    for start in [np.full(m, 1 / m)] + [np.eye(m)[i] * 0.9 + 0.1 / m for i in range(m)]:
        r = minimize(f, start, jac=g, method="SLSQP", bounds=[(0, 1)] * m,
                     constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(m)},
                     options={"ftol": 1e-15, "maxiter": 1000})
        if best is None or r.fun < best.fun:
            best = r
    w = best.x.copy()
    active = w > 1e-7
    w[~active] = 0
    w /= w.sum()
    k = active.sum()
    for _ in range(50):
        A = L[:, active]
        q = expit(A @ w[active])
        H = (A * (q * (1 - q))[:, None]).T @ A / overlap + shrinkage * np.eye(k)
        K = np.block([[H, np.ones((k, 1))], [np.ones((1, k)), np.zeros((1, 1))]])
        d = np.linalg.solve(K, np.append(-g(w)[active], 0))
        w[active] += d[:k]
    assert np.max(np.abs(w - best.x)) < 1e-6, (w, best.x)
    assert np.all(g(w)[~active] + d[k] > 0), "a weight at 0 should stay there"
    return {"name": name, "overlap": overlap, "shrinkage": shrinkage, "p": p.tolist(), "outcome": y.tolist(), "weights": w.tolist()}


cases = [
    case("two members, one better", 200, [1.0, 0.2], 1, 25),
    case("three, overlapping, weak prior", 300, [1.0, 0.6, 0.1], 3, 2),
    case("one that speaks the opposite is left at 0", 250, [1.0, 0.7, -0.8, 0.5], 1, 1),
    case("no prior at all", 200, [0.9, 0.9, -0.5], 2, 0),
]
here = pathlib.Path(__file__).parent
versions = {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__}
(here / "reference.json").write_text(json.dumps({"versions": versions, "cases": cases}) + "\n")
for c in cases:
    print(c["name"], np.round(c["weights"], 4))
