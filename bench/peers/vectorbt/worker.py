"""`python worker.py`, with { file, runs, fee, bps, size } as JSON on standard input, prints one line of JSON.

A run is averages, signals, orders, equity curve, drawdown and Sharpe ratio; `simulation_times` stop after the orders.
The first run compiles (numba). Orders are signals moved one bar on, at the open; a target is a fraction of equity valued
at the price of the fill, as in our engine.
"""

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
import vectorbt as vbt

given = json.load(sys.stdin)
warnings.simplefilter("ignore")
columns = np.fromfile(given["file"]).reshape(6, -1)
index = pd.to_datetime(columns[0].astype(np.int64), unit="ms")
opens = pd.Series(columns[1], index=index)
close = pd.Series(columns[4], index=index)
slippage = given["bps"] / 1e4

times = []
simulation_times = []
for _ in range(given["runs"]):
    start = time.perf_counter()
    fast = vbt.MA.run(close, 20).ma.to_numpy()
    slow = vbt.MA.run(close, 50).ma.to_numpy()
    above = fast > slow
    turned = np.flatnonzero(np.diff(above, prepend=False))
    turned = turned[turned + 1 < len(above)]
    size = np.full(len(above), np.nan)
    size[turned + 1] = np.where(above[turned], given["size"], 0.0)
    portfolio = vbt.Portfolio.from_orders(
        close,
        size=size,
        size_type="targetpercent",
        price=opens,
        val_price=opens * (1 + slippage),
        fees=given["fee"],
        slippage=slippage,
        init_cash=1e8,
        freq="1min",
    )
    simulated = time.perf_counter()
    value = portfolio.value()
    drawdown = portfolio.max_drawdown()
    portfolio.sharpe_ratio()
    end = time.perf_counter()
    times.append((end - start) * 1e3)
    simulation_times.append((simulated - start) * 1e3)

records = portfolio.trades.values
closed = records[records["status"] == 1]
rows = zip(
    columns[0][closed["entry_idx"]].tolist(),
    closed["entry_price"].tolist(),
    columns[0][closed["exit_idx"]].tolist(),
    closed["exit_price"].tolist(),
)
print(
    json.dumps(
        {
            "bars": len(close),
            "times": times,
            "simulation_times": simulation_times,
            "equity": float(value.iloc[-1]),
            "drawdown": float(-drawdown),
            "trades": list(rows),
            "pnl": closed["pnl"].tolist(),
            "quantities": closed["size"].tolist(),
        }
    )
)
