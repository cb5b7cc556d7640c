"""Reference values for recalibration, from scikit-learn and statsmodels. Writes reference.json beside itself.

python3 -m venv venv && venv/bin/pip install scikit-learn statsmodels && venv/bin/python make.py && npx prettier --write reference.json
"""
import json
import platform
from pathlib import Path

import numpy as np
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.special import expit, logit
from sklearn.calibration import _sigmoid_calibration
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(20240602)
GRID = np.round(np.linspace(0.0, 1.0, 41), 6)
INSIDE = np.clip(GRID, 0.01, 0.99)


def plain(values):
    return np.asarray(values, dtype=float).tolist()


def rows(count, curve, digits):
    """Probabilities with so many digits, and outcomes that follow the curve."""
    p = np.clip(np.round(expit(rng.normal(0, 1.5, count)), digits), 0.01, 0.99)
    return p, (rng.random(count) < curve(p)).astype(int)


def unpenalised(x, y):
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    return model.intercept_[0], model.coef_[0]


def platt(p, y):
    intercept, slope = unpenalised(logit(p).reshape(-1, 1), y)
    positives, negatives = y.sum(), (1 - y).sum()
    soft = np.where(y == 1, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    glm = sm.GLM(soft, sm.add_constant(logit(p)), family=sm.families.Binomial()).fit(
        tol=1e-15, maxiter=200, tol_criterion="params"
    )
    a, b = _sigmoid_calibration(logit(p), y)  # sklearn's own, by lbfgs: looser
    return {
        "p": plain(p),
        "y": y.tolist(),
        "slope": float(slope[0]),
        "intercept": float(intercept),
        "smoothed": {"slope": float(glm.params[1]), "intercept": float(glm.params[0])},
        "smoothed_sklearn": {"slope": float(-a), "intercept": float(-b)},
        "grid": plain(GRID),
        "applied": plain(np.clip(expit(slope[0] * logit(INSIDE) + intercept), 0.01, 0.99)),
    }


def beta(p, y):
    """The paper's rule: a coefficient below 0 is set to 0 and the others are fitted again."""
    x = np.column_stack([np.log(p), -np.log1p(-p)])
    c, (a, b) = unpenalised(x, y)
    unconstrained = [float(a), float(b)]
    if a < 0:
        a, (c, (b,)) = 0.0, unpenalised(x[:, [1]], y)
    elif b < 0:
        b, (c, (a,)) = 0.0, unpenalised(x[:, [0]], y)

    def loss(theta):
        eta = theta[0] * x[:, 0] + theta[1] * x[:, 1] + theta[2]
        return np.sum(np.logaddexp(0, eta) - y * eta)

    bounded = minimize(loss, [1, 1, 0], method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)], tol=1e-14)
    return {
        "p": plain(p),
        "y": y.tolist(),
        "unconstrained": unconstrained,
        "a": float(a),
        "b": float(b),
        "c": float(c),
        "bounded_loss": float(bounded.fun),
        "loss": float(loss([a, b, c])),
        "grid": plain(GRID),
        "applied": plain(np.clip(expit(a * np.log(INSIDE) - b * np.log1p(-INSIDE) + c), 0.01, 0.99)),
    }


def isotonic(p, y):
    model = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(p, y)
    return {
        "p": plain(p),
        "y": y.tolist(),
        "thresholds": plain(model.X_thresholds_),
        "values": plain(model.y_thresholds_),
        "grid": plain(GRID),
        "applied": plain(model.predict(GRID)),
    }


reference = {
    "made_with": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "platt": [
        platt(*rows(200, lambda p: expit(0.4 * logit(p) + 0.2), 6)),
        platt(*rows(150, lambda p: expit(1.5 * logit(p)), 2)),
    ],
    "beta": [
        beta(*rows(300, lambda p: expit(0.8 * np.log(p) - 0.8 * np.log1p(-p) + 0.3), 6)),
        beta(*rows(300, lambda p: expit(-0.6 * np.log(p) - 1.6 * np.log1p(-p) - 1.5), 6)),
        beta(*rows(300, lambda p: expit(1.6 * np.log(p) + 0.6 * np.log1p(-p) + 1.5), 2)),
    ],
    "isotonic": [
        isotonic(*rows(300, lambda p: 0.2 + 0.6 * p, 6)),
        isotonic(*rows(200, lambda p: p, 2)),
        isotonic(*rows(60, lambda p: 1 - p, 1)),
        isotonic(np.array([0.3, 0.4, 0.6, 0.7]), np.array([0, 0, 1, 1])),
    ],
}
Path(__file__).with_name("reference.json").write_text(json.dumps(reference) + "\n")
