"""Deflated Sharpe ratio from the paper's formulas, with scipy's normal and scipy's hierarchical clustering.

    python -m venv v && v/bin/pip install numpy scipy && v/bin/python make.py && npx prettier --write reference.json

Bailey & Lopez de Prado, "The Deflated Sharpe Ratio" (2014). The paper's worked example (Sharpe 2.5 a year over 1,250 days, N = 100,
V = 1/2 a year, skewness -3, kurtosis 10: SR0 = 0.1132, DSR = 0.9004) is asserted before anything is written.
"""
import json, pathlib, platform
import numpy as np, scipy
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from scipy.stats import kurtosis, norm, skew

G = np.euler_gamma


def sr0(v, n):
    return 0.0 if n <= 1 else np.sqrt(v) * ((1 - G) * norm.ppf(1 - 1 / n) + G * norm.ppf(1 - 1 / (n * np.e)))


def psr(sr, ref, t, s, k):
    return norm.cdf((sr - ref) * np.sqrt(t - 1) / np.sqrt(1 - s * sr + (k - 1) / 4 * sr**2))


example = sr0(0.5 / 250, 100)
assert round(example, 4) == 0.1132, example
assert round(psr(2.5 / np.sqrt(250), example, 1250, -3, 10), 4) == 0.9004

rng = np.random.default_rng(5)
days = 250
ideas = rng.standard_t(5, (4, days)) * 0.01 + np.array([0.0012, 0.0002, -0.0003, 0.0006])[:, None]
trials = []
for idea, copies in zip(ideas, (5, 3, 1, 2)):
    for _ in range(copies):
        trials.append(idea + rng.normal(0, 0.006, days))
R = np.round(np.array(trials)[rng.permutation(len(trials))], 6)
sharpes = R.mean(axis=1) / R.std(axis=1, ddof=1)
best = int(np.argmax(sharpes))
C = np.corrcoef(R)
D = 1 - C
np.fill_diagonal(D, 0)
labels = fcluster(linkage(squareform(D, checks=False), "average"), 0.5, "distance")
Z = R / R.std(axis=1, ddof=1)[:, None]
mixes = [Z[labels == l].mean(axis=0) for l in np.unique(labels)]
cluster_sharpes = np.array([m.mean() / m.std(ddof=1) for m in mixes])
x = R[best]
s, k = skew(x, bias=False), kurtosis(x, bias=False, fisher=True) + 3


def counting(n, values):
    v = float(np.var(values, ddof=1)) if len(values) > 1 else 0.0
    return {"trials": n, "sharpe_variance": v, "expected_maximum": float(sr0(v, n)),
            "deflated_sharpe": float(psr(sharpes[best], sr0(v, n), days, s, k))}


aborted = 2
p = [1e-300, 1e-12, 1e-5, 0.01, 0.07, 0.075, 0.3, 0.5, 0.77, 0.925, 0.99, 1 - 1e-6, 1 - 1e-12]
M = rng.uniform(-0.3, 1, (40, 40))
M = np.round((M + M.T) / 2, 6)
np.fill_diagonal(M, 1)
M_labels = fcluster(linkage(squareform(1 - M, checks=False), "average"), 0.5, "distance")
groups = sorted(sorted(np.flatnonzero(M_labels == l).tolist()) for l in np.unique(M_labels))
out = {
    "versions": {"python": platform.python_version(), "numpy": np.__version__, "scipy": scipy.__version__},
    "quantiles": [{"p": q, "x": float(norm.ppf(q))} for q in p],
    "maxima": [{"variance": v, "trials": n, "expected": float(sr0(v, n))} for v in (0.002, 0.3) for n in (1, 2, 7, 100, 12345)],
    "returns": R.tolist(),
    "best": best,
    "aborted": aborted,
    "result": {"sharpe": float(sharpes[best]), "observations": days, "skewness": float(s), "kurtosis": float(k),
               "probabilistic_sharpe": float(psr(sharpes[best], 0, days, s, k)),
               "raw": counting(len(R) + aborted, sharpes),
               "clustered": counting(len(mixes) + aborted, cluster_sharpes)},
    "matrix": M.tolist(),
    "matrix_clusters": groups,
}
print("clusters", len(mixes), "of", len(R), "matrix", len(groups))
(pathlib.Path(__file__).parent / "reference.json").write_text(json.dumps(out) + "\n")
