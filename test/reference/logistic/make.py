"""Reference values for the logistic baseline, from scikit-learn. Writes reference.json beside itself.

python3 -m venv venv && venv/bin/pip install scikit-learn statsmodels && venv/bin/python make.py && npx prettier --write reference.json
"""
import json
import platform
from pathlib import Path

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(20240601)


def plain(values):
    return np.asarray(values, dtype=float).tolist()


def regression(rows, columns, c, scale=1.0):
    """Newton's method to a gradient of 1e-12; lbfgs stops earlier, and so it is compared more loosely."""
    x = np.round(rng.normal(size=(rows, columns)) * scale, 6)
    truth = rng.normal(size=columns) / scale
    y = (rng.random(rows) < 1 / (1 + np.exp(-(0.3 + x @ truth)))).astype(int)
    model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    quasi = LogisticRegression(C=c, solver="lbfgs", tol=1e-12, max_iter=100000).fit(x, y)
    return {
        "penalty": 1 / c,
        "x": x.tolist(),
        "y": y.tolist(),
        "intercept": float(model.intercept_[0]),
        "coefficients": plain(model.coef_[0]),
        "coefficients_lbfgs": plain(quasi.coef_[0]),
        "probabilities": plain(model.predict_proba(x)[:, 1]),
    }


def unpenalised():
    """statsmodels.Logit, and a binomial GLM with fractional targets and frequency weights."""
    x = np.round(rng.normal(size=(80, 2)), 6)
    y = (rng.random(80) < 1 / (1 + np.exp(-(x[:, 0] - 0.5)))).astype(float)
    logit = sm.Logit(y, sm.add_constant(x)).fit(method="newton", tol=1e-14, maxiter=200, disp=0)
    soft = np.where(y == 1, 0.97, 0.05)
    weight = rng.integers(1, 6, 80)
    glm = sm.GLM(soft, sm.add_constant(x), family=sm.families.Binomial(), freq_weights=weight).fit(
        tol=1e-15, maxiter=200, tol_criterion="params"
    )
    return {
        "x": x.tolist(),
        "y": y.tolist(),
        "coefficients": plain(logit.params),
        "loss": float(-logit.llf),
        "soft": soft.tolist(),
        "weight": weight.tolist(),
        "soft_coefficients": plain(glm.params),
    }


def pipeline():
    """Missing numbers: mean and indicator (equal indicators once), then standardised, then the regression."""
    rows, c = 120, 1.0
    x = np.round(rng.normal(size=(rows, 5)) * [1, 20, 0.0001, 5, 1] + [0, 50, 0, -3, 7], 8)
    eta = x[:, 0] + (x[:, 1] - 50) / 40
    y = (rng.random(rows) < 1 / (1 + np.exp(-eta))).astype(int)
    together = rng.random(rows) < 0.25
    x[together, 1] = np.nan
    x[together, 2] = np.nan
    x[rng.random(rows) < 0.1, 3] = np.nan
    x[:, 4] = np.nan
    impute = SimpleImputer(strategy="mean", add_indicator=True)
    filled = impute.fit_transform(x)
    values, indicators = filled[:, :4], filled[:, 4:]
    _, first = np.unique(indicators, axis=1, return_index=True)
    keep = [i for i in sorted(first) if indicators[:, i].std() > 0]
    scaler = StandardScaler()
    z = scaler.fit_transform(np.hstack([values, indicators[:, keep]]))
    model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(z, y)
    return {
        "x": [[None if np.isnan(v) else float(v) for v in row] for row in x],
        "y": y.tolist(),
        "columns": int(z.shape[1]),
        "squared_norm": float((model.coef_**2).sum()),
        "intercept": float(model.intercept_[0]),
        "probabilities": plain(model.predict_proba(z)[:, 1]),
    }


reference = {
    "made_with": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "penalised": [regression(60, 3, 1.0), regression(200, 6, 0.1), regression(40, 10, 10.0)],
    "unpenalised": unpenalised(),
    "pipeline": pipeline(),
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference) + "\n")
