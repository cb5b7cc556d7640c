/*
 * What a backtest costs in C: one loop over columns, a strategy behind a function pointer, orders filled at the next open
 * with slippage and fee, equity curve, maximum drawdown and Sharpe ratio. The strategy is an SMA 20/50 cross; targets are a
 * fraction of equity, so that fills and equity are those of the TypeScript engine.
 *
 *   cc -O3 -march=native -ffp-contract=off backtest.c -lm -o backtest && ./backtest FILE RUNS SIZE
 *
 * -ffp-contract=off: a fused multiply-add rounds once where JavaScript rounds twice.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FEE 0.001
#define SLIPPAGE 0.0002
#define START 1e8
#define FAST 20
#define SLOW 50

typedef struct { double time, open, high, low, close, volume; long index; } Bar;
typedef struct { double cash, position, equity, target; } Account;
typedef double (*OnBar)(void *, const Bar *, const Account *);
typedef struct { double fast_sum, slow_sum, fast[FAST], slow[SLOW], size; long seen; int at_fast, at_slow; } Cross;
typedef struct { double equity, fees, drawdown, sharpe; long fills; } Result;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

/* Returns the wanted target. */
__attribute__((noinline)) static double cross_on_bar(void *self, const Bar *bar, const Account *account) {
  Cross *s = self;
  double close = bar->close;
  s->fast_sum += close - s->fast[s->at_fast];
  s->fast[s->at_fast] = close;
  if (++s->at_fast == FAST) s->at_fast = 0;
  s->slow_sum += close - s->slow[s->at_slow];
  s->slow[s->at_slow] = close;
  if (++s->at_slow == SLOW) s->at_slow = 0;
  if (++s->seen < SLOW) return account->target;
  return s->fast_sum * (1.0 / FAST) > s->slow_sum * (1.0 / SLOW) ? s->size : 0;
}

__attribute__((noinline)) static Result run(double **columns, long bars, OnBar on_bar, void *strategy, double *curve) {
  const double *time = columns[0], *open = columns[1], *high = columns[2], *low = columns[3], *close = columns[4],
               *volume = columns[5];
  Account account = {START, 0, START, 0};
  Result result = {0, 0, 0, 0, 0};
  double peak = START, previous = START, sum = 0, squares = 0;
  int waiting = 0;
  Bar bar;
  for (long i = 0; i < bars; i++) {
    if (waiting) {
      double equity = account.cash + account.position * open[i];
      double wanted = account.target == 0 ? 0 : account.target * equity / open[i];
      double price = open[i] * (wanted > account.position ? 1 + SLIPPAGE : 1 - SLIPPAGE);
      double goal = account.target == 0 ? 0 : account.target * equity / price;
      double delta = goal - account.position, fee = fabs(delta) * price * FEE;
      account.cash -= delta * price + fee;
      account.position = goal;
      result.fees += fee;
      result.fills++;
      waiting = 0;
    }
    double equity = account.cash + account.position * close[i];
    account.equity = equity;
    curve[i] = equity;
    if (equity > peak) peak = equity;
    double loss = (peak - equity) / peak;
    if (loss > result.drawdown) result.drawdown = loss;
    double gain = equity / previous - 1;
    previous = equity;
    sum += gain;
    squares += gain * gain;
    bar.time = time[i];
    bar.open = open[i];
    bar.high = high[i];
    bar.low = low[i];
    bar.close = close[i];
    bar.volume = volume[i];
    bar.index = i;
    double target = on_bar(strategy, &bar, &account);
    if (target != account.target) {
      account.target = target;
      waiting = 1;
    }
  }
  double mean = sum / (double)bars;
  result.equity = account.equity;
  result.sharpe = mean / sqrt(squares / (double)bars - mean * mean);
  return result;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int runs = atoi(argv[2]);
  FILE *file = fopen(argv[1], "rb");
  if (!file || runs < 1 || runs > 100) return 1;
  fseek(file, 0, SEEK_END);
  long bars = ftell(file) / 48;
  rewind(file);
  double *memory = malloc((size_t)bars * 48), *curve = malloc((size_t)bars * 8), *columns[6], times[100];
  if (fread(memory, 48, (size_t)bars, file) != (size_t)bars) return 1;
  for (int k = 0; k < 6; k++) columns[k] = memory + k * bars;
  memset(curve, 0, (size_t)bars * 8);
  volatile OnBar on_bar = cross_on_bar;
  Result result = {0, 0, 0, 0, 0};
  for (int k = 0; k < runs; k++) {
    Cross strategy;
    memset(&strategy, 0, sizeof strategy);
    strategy.size = atof(argv[3]);
    double start = now_ms();
    result = run(columns, bars, on_bar, &strategy, curve);
    times[k] = now_ms() - start;
  }
  qsort(times, (size_t)runs, sizeof(double), ascending);
  printf("{\"bars\":%ld,\"ms\":%.3f,\"best_ms\":%.3f,\"equity\":%.17g,\"fees\":%.17g,\"drawdown\":%.17g,\"sharpe\":%.17g,\"fills\":%ld}\n",
         bars, times[runs / 2], times[0], result.equity, result.fees, result.drawdown, result.sharpe, result.fills);
  return 0;
}
