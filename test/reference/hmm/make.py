"""Reference values for the Gaussian HMM, from hmmlearn and an independent forward pass. Writes reference.json beside itself.

python3 -m venv venv && venv/bin/pip install hmmlearn && venv/bin/python make.py

Priors are switched off, so that hmmlearn's M-step is maximum likelihood. With covars_weight = 1 and covars_prior = 0 its
variance is (0 + c_n) / (max(1 - 1, 0) + N_k) = c_n / N_k; startprob_prior = transmat_prior = 1 add nothing, and
means_weight = 0 leaves the weighted mean. The default covars_prior of 0.01 would add 0.01 / N_k to every variance.
"""
import json
import platform
import warnings
from pathlib import Path

import hmmlearn
import numpy as np
from hmmlearn.hmm import GaussianHMM
from scipy.special import logsumexp
from scipy.stats import norm

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20240602)


def simulate(start, transitions, means, sds, rows):
    states = len(start)
    state = rng.choice(states, p=start)
    out = []
    for _ in range(rows):
        out.append(rng.normal(means[state], sds[state]))
        state = rng.choice(states, p=transitions[state])
    return np.round(np.array(out), 5)


def forward(x, start, transitions, means, variances):
    """In logs, and with scipy's density: shares no formula with the scaled recursion under test."""
    logs = norm.logpdf(x[:, None, :], means[None], np.sqrt(variances)[None]).sum(axis=2)
    alpha = np.empty_like(logs)
    alpha[0] = np.log(start) + logs[0]
    for t in range(1, len(x)):
        alpha[t] = logsumexp(alpha[t - 1][:, None] + np.log(transitions), axis=0) + logs[t]
    filtered = np.exp(alpha - logsumexp(alpha, axis=1, keepdims=True))
    return filtered, float(logsumexp(alpha[-1]))


def model(start, transitions, means, variances, iterations):
    hmm = GaussianHMM(
        n_components=len(start),
        covariance_type="diag",
        startprob_prior=1.0,
        transmat_prior=1.0,
        means_prior=0,
        means_weight=0,
        covars_prior=0,
        covars_weight=1,
        min_covar=0,
        n_iter=iterations,
        tol=-np.inf,
        init_params="",
        implementation="log",
    )
    hmm.startprob_, hmm.transmat_ = np.array(start), np.array(transitions)
    hmm.means_, hmm.covars_ = np.array(means), np.array(variances)
    return hmm


def parameters(hmm):
    variances = np.array([np.diag(c) for c in hmm.covars_])
    order = np.argsort(hmm.means_[:, 0])
    return {
        "start": hmm.startprob_[order].tolist(),
        "transitions": hmm.transmat_[np.ix_(order, order)].ravel().tolist(),
        "means": hmm.means_[order].ravel().tolist(),
        "variances": variances[order].ravel().tolist(),
    }


def case(name, truth, rows, start, iterations):
    x = simulate(*truth, rows)
    start = [np.array(part, dtype=float) for part in start]
    filtered, own = forward(x, *start)
    unfitted = model(*start, 1)
    assert abs(unfitted.score(x) - own) < 1e-9 * abs(own)
    fitted = model(*start, iterations)
    fitted.fit(x)
    assert fitted.monitor_.iter == iterations
    return {
        "name": name,
        "states": len(start[0]),
        "columns": x.shape[1],
        "rows": rows,
        "observations": x.ravel().tolist(),
        "given": dict(zip(["start", "transitions", "means", "variances"], [p.ravel().tolist() for p in start])),
        "log_likelihood": float(unfitted.score(x)),
        "filtered": filtered.ravel().tolist(),
        "iterations": iterations,
        "fitted": parameters(fitted),
        "fitted_log_likelihood": float(fitted.score(x)),
    }


def sticky(states, stay):
    return np.full((states, states), (1 - stay) / (states - 1)) + np.eye(states) * (stay - (1 - stay) / (states - 1))


def even(states):
    return np.full(states, 1 / states)


two = case(
    "2 states, 1 column",
    (even(2), sticky(2, 0.95), np.array([[-1.0], [0.5]]), np.array([[2.0], [0.6]]), ),
    500,
    (even(2), sticky(2, 0.9), [[-0.5], [0.6]], [[3.0], [0.5]]),
    25,
)
three = case(
    "3 states, 2 columns",
    (even(3), sticky(3, 0.92), np.array([[-1.5, 1.0], [0.0, -1.0], [1.5, 0.4]]), np.array([[1.2, 0.4], [0.5, 0.5], [0.9, 0.4]])),
    400,
    ([0.5, 0.3, 0.2], sticky(3, 0.8), [[-1.0, 0.8], [0.1, -0.6], [1.0, 0.6]], [[1.0, 0.5], [1.0, 0.5], [1.0, 0.5]]),
    20,
)
four = case(
    "4 states, 2 columns",
    (even(4), sticky(4, 0.9), np.array([[-2.0, 2.0], [-0.3, 0.0], [0.3, -1.5], [2.0, 1.0]]), np.full((4, 2), 0.7)),
    400,
    (even(4), sticky(4, 0.7), [[-1.0, 1.0], [-0.5, 0.2], [0.5, -1.0], [1.0, 0.8]], np.ones((4, 2))),
    30,
)
one = case(
    "small returns, unlike scales",
    (even(2), sticky(2, 0.97), np.array([[-0.002, -3.0], [0.001, -4.0]]), np.array([[0.045, 0.4], [0.015, 0.3]])),
    300,
    (even(2), sticky(2, 0.9), [[-0.001, -3.2], [0.002, -3.9]], [[0.001, 0.2], [0.0005, 0.2]]),
    15,
)

out = {
    "versions": {"python": platform.python_version(), "hmmlearn": hmmlearn.__version__, "numpy": np.__version__},
    "cases": [two, three, four, one],
}


def short(value):
    """Observations are short already; what is compared keeps 15 digits."""
    if isinstance(value, dict):
        return {k: short(v) for k, v in value.items()}
    if isinstance(value, list):
        return [short(v) for v in value]
    return float(f"{value:.15g}") if isinstance(value, float) else value


Path(__file__).with_name("reference.json").write_text(json.dumps(short(out), separators=(",", ":")) + "\n")
