"""Automatic block lengths of arch (Politis & White 2004, corrected 2009) for src/evaluation/inference/block-length.ts.

    python -m venv v && v/bin/pip install numpy arch && v/bin/python make.py && npx prettier --write reference.json

Writes reference.json beside itself.
"""
import json, pathlib, platform
import arch, numpy as np
from arch.bootstrap import optimal_block_length

rng = np.random.default_rng(90)


def autoregression(rho, n):
    x = np.zeros(n)
    for i in range(1, n):
        x[i] = rho * x[i - 1] + rng.standard_normal()
    return x


def overlapping(m, n):
    return np.convolve(rng.standard_normal(n + m - 1), np.ones(m), "valid")


series = {
    "independent": rng.standard_normal(300),
    "moving average": overlapping(6, 400),
    "overlap 24": overlapping(24, 500),
    "autoregression 0.5": autoregression(0.5, 365),
    "half-life 30": autoregression(0.5 ** (1 / 30), 800),
    "half-life 100": autoregression(0.5 ** (1 / 100), 365),
    "alternating": autoregression(-0.7, 250),
    "short": autoregression(0.3, 12),
}
cases = []
for name, x in series.items():
    x = np.round(x, 6)
    found = optimal_block_length(x).iloc[0]
    cases.append({"name": name, "values": x.tolist(), "stationary": float(found["stationary"]), "circular": float(found["circular"])})
path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(json.dumps({"made_with": {"python": platform.python_version(), "arch": arch.__version__, "numpy": np.__version__}, "cases": cases}))
