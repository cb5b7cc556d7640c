"""Reference values for src/evaluation/scoring and src/evaluation/inference.

Run with numpy, scipy, scikit-learn and statsmodels installed:

    python test/reference/scoring/make.py && npx prettier --write test/reference/scoring

Writes reference.json beside itself. What comes from which package is named at each value.
"""

import json
import pathlib
import platform

import numpy
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import special, stats
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.sandwich_covariance import weights_bartlett, weights_uniform
from statsmodels.tsa.stattools import acovf

rng = numpy.random.default_rng(20_240_101)


def forecasts():
    """Forecasts with ties, a few beyond the clip, and outcomes that follow them loosely and overlap over 6 rows."""
    n, m = 300, 6
    shocks = rng.normal(size=n + m)
    window = numpy.convolve(shocks, numpy.ones(m), "valid")[:n]
    lean = numpy.round(0.5 + 0.12 * window / numpy.sqrt(m) + 0.15 * rng.normal(size=n), 2)
    p = numpy.clip(lean, 0, 1)
    p[[10, 20]] = [0.0, 1.0]
    reference = numpy.clip(0.5 + 0.05 * rng.normal(size=n), 0.3, 0.7)
    horizon_return = 0.01 * window
    y = (window + 0.5 * rng.normal(size=n) > 0).astype(int)
    return m, p, reference, y, horizon_return


def hac_mean(d, lags, weights):
    """OLS on a constant with statsmodels' HAC covariance: mean, and the standard error of the mean."""
    fit = sm.OLS(d, numpy.ones(len(d))).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "weights_func": weights, "use_correction": False}
    )
    return float(fit.params[0]), float(fit.bse[0])


def diebold_mariano(d, m, lags, weights):
    n = len(d)
    mean, error = hac_mean(d, lags, weights)
    error /= numpy.sqrt((n + 1 - 2 * m + m * (m - 1) / n) / n)
    t = mean / error
    return {
        "mean": mean,
        "standard_error": float(error),
        "statistic": float(t),
        "p_value": float(2 * stats.t.sf(abs(t), n - 1)),
        "p_better": float(stats.t.cdf(t, n - 1)),
    }


def cosine(d, terms):
    """Equal-weighted cosine test by scipy's DCT-II, which is the sum of x·cos(pi·j·(t + 1/2)/n)."""
    n = len(d)
    coefficients = numpy.sqrt(2 / n) * scipy.fft.dct(d - d.mean(), type=2)[1 : terms + 1] / 2
    t = d.mean() / numpy.sqrt((coefficients**2).mean() / n)
    return {"terms": terms, "statistic": float(t), "p_value": float(2 * stats.t.sf(abs(t), terms))}


def products(x, y, terms):
    return cosine((x - x.mean()) * (y - y.mean()), terms)


m, p, reference, y, horizon_return = forecasts()
clipped = numpy.clip(p, 0.01, 0.99)
difference = (p - y) ** 2 - (reference - y) ** 2
# Alternating with a drift that dies out: the rectangular sum of its autocovariances is negative.
negative = numpy.array([(-1) ** i * (1 + 0.3 * numpy.sin(i)) + 0.02 for i in range(60)])
p_values = [0.001, 0.2, 0.04, 0.04, 0.9, 0.012, 0.5, 0.03]
t_points = [(-40.0, 3), (-6.5, 11), (-2.0, 1), (-1e-3, 4), (0.0, 7), (0.3, 0.5), (1.2, 2.5), (1.9, 30), (2.1, 399), (3.3, 1999), (4.4, 100_000)]
quantiles = [1e-9, 1e-4, 0.01, 0.1, 0.3, 0.49, 0.5, 0.6, 0.8, 0.95, 0.975, 0.9999]
beta_points = [(0.5, 2, 3), (0.01, 0.5, 0.5), (0.99, 0.5, 0.5), (0.2, 30, 4), (0.999, 1000, 0.5), (0.3, 0.5, 5000), (0.52, 250, 240), (1e-8, 1.5, 2)]

document = {
    "made_with": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "forecasts": {
        "overlap": m,
        "p": p.tolist(),
        "reference": reference.tolist(),
        "outcome": y.tolist(),
        "horizon_return": horizon_return.tolist(),
    },
    "scores": {
        "brier": float(brier_score_loss(y, p)),  # scikit-learn
        "log": float(log_loss(y, clipped)),  # scikit-learn
        "auc": float(roc_auc_score(y, p)),  # scikit-learn
        "clipped": int(((p < 0.01) | (p > 0.99)).sum()),
        "pearson": float(stats.pearsonr(2 * p - 1, horizon_return).statistic),  # scipy
        "spearman": float(stats.spearmanr(p, horizon_return).statistic),  # scipy
        "midranks": stats.rankdata(p).tolist(),  # scipy
        "variance": float(numpy.var(p)),
        "histogram": numpy.histogram(p, bins=numpy.arange(21) / 20)[0].tolist(),  # numpy
    },
    "acovf": {lag: float(v) for lag, v in enumerate(acovf(difference, adjusted=False, fft=False, nlag=12))},  # statsmodels
    "diebold_mariano": diebold_mariano(difference, m, m - 1, weights_uniform),  # statsmodels HAC, scipy t
    "diebold_mariano_negative": {
        "series": negative.tolist(),
        "overlap": 2,
        "rectangular": float(acovf(negative, adjusted=False, fft=False, nlag=1) @ [1, 2]),
        **diebold_mariano(negative, 2, 4, weights_bartlett),
    },
    "cosine": cosine(difference, 17),
    "t_test": {
        "statistic": float(stats.ttest_1samp(difference, 0).statistic),
        "p_value": float(stats.ttest_1samp(difference, 0).pvalue),
    },
    "spearman_cosine": products(stats.rankdata(p), stats.rankdata(horizon_return), 17),
    "benjamini_hochberg": {"p": p_values, "adjusted": multipletests(p_values, method="fdr_bh")[1].tolist()},  # statsmodels
    "wilson": [  # statsmodels
        {"k": k, "n": n, "level": level, "interval": [float(v) for v in proportion_confint(k, n, 1 - level, "wilson")]}
        for k, n, level in [(0, 10, 0.95), (10, 10, 0.95), (7, 20, 0.95), (412, 1000, 0.99), (1, 3, 0.8)]
    ],
    "t_cdf": [{"t": t, "df": df, "cdf": float(stats.t.cdf(t, df)), "two_sided": float(2 * stats.t.sf(abs(t), df))} for t, df in t_points],
    "t_quantile": [{"p": q, "df": df, "value": float(stats.t.ppf(q, df))} for q in quantiles for df in (1, 2.5, 5, 30, 1999)],
    "normal_quantile": [{"p": q, "value": float(special.ndtri(q))} for q in [1e-300, 1e-20, *quantiles]],
    "incomplete_beta": [{"x": x, "a": a, "b": b, "value": float(special.betainc(a, b, x))} for x, a, b in beta_points],
}

path = pathlib.Path(__file__).with_name("reference.json")
path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
