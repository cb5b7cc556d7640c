"""`python worker.py`, with { file, runs, fee, size } as JSON on standard input, prints one line of JSON.

Timed is `run`, statistics included.

backtesting.py fills whole units only: FractionalBacktest makes a unit 1e-8. A relative size is of price plus commission
there, of the price here, hence (1 + fee). Its spread is paid on entry only, so there is no slippage on either side.
"""

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from backtesting import Strategy
from backtesting.lib import FractionalBacktest

given = json.load(sys.stdin)
warnings.simplefilter("ignore")
columns = np.fromfile(given["file"]).reshape(6, -1)
frame = pd.DataFrame(
    dict(zip(["Open", "High", "Low", "Close", "Volume"], columns[1:])),
    index=pd.to_datetime(columns[0].astype(np.int64), unit="ms"),
)


def sma(values, periods):
    return pd.Series(values).rolling(periods).mean()


class SmaCross(Strategy):
    def init(self):
        self.fast = self.I(sma, self.data.Close, 20)
        self.slow = self.I(sma, self.data.Close, 50)

    def next(self):
        if self.fast[-1] > self.slow[-1]:
            if not self.position:
                self.buy(size=given["size"] * (1 + given["fee"]))
        elif self.position:
            self.position.close()


times = []
for _ in range(given["runs"]):
    test = FractionalBacktest(frame, SmaCross, fractional_unit=1e-8, cash=1e8, commission=given["fee"])
    start = time.perf_counter()
    stats = test.run()
    times.append((time.perf_counter() - start) * 1e3)

trades = stats["_trades"]
ms = lambda stamps: (stamps - pd.Timestamp(0)) // pd.Timedelta(milliseconds=1)
rows = zip(
    ms(trades["EntryTime"]).tolist(),
    trades["EntryPrice"].tolist(),
    ms(trades["ExitTime"]).tolist(),
    trades["ExitPrice"].tolist(),
)
print(
    json.dumps(
        {
            "bars": len(frame),
            "times": times,
            "equity": float(stats["_equity_curve"]["Equity"].iloc[-1]),
            "trades": list(rows),
            "quantities": trades["Size"].tolist(),
        }
    )
)
