/*
 * One-minute bars of a seeded random walk with a slow pull to its mean, as Float64 columns: open time (UTC ms), open, high,
 * low, close, volume, one after the other.
 *
 *   cc -O2 generate.c -lm -o generate && ./generate FILE BARS
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* xorshift128+, Vigna 2014 (public domain). */
static uint64_t state[2] = {0x9E3779B97F4A7C15ull, 0xD1B54A32D192ED03ull};

static uint64_t next_bits(void) {
  uint64_t a = state[0], b = state[1];
  state[0] = b;
  a ^= a << 23;
  state[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
  return state[1] + b;
}

static double uniform(void) { return (double)(next_bits() >> 11) * (1.0 / 9007199254740992.0); }

static double normal(void) {
  double u = uniform(), v = uniform();
  return sqrt(-2 * log(u < 1e-300 ? 1e-300 : u)) * cos(6.283185307179586 * v);
}

static double cents(double x) { return round(x * 100) / 100; }

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  long bars = atol(argv[2]);
  double *column[6];
  for (int k = 0; k < 6; k++) column[k] = malloc(sizeof(double) * (size_t)bars);
  double level = log(30000.0), mean = level, previous = 30000;
  for (long i = 0; i < bars; i++) {
    double open = previous, high = open, low = open, price = open;
    for (int tick = 0; tick < 4; tick++) {
      level += 0.00035 * normal() - 2e-7 * (level - mean);
      price = cents(exp(level));
      if (price > high) high = price;
      if (price < low) low = price;
    }
    column[0][i] = 1577836800000.0 + 60000.0 * (double)i;
    column[1][i] = open;
    column[2][i] = high;
    column[3][i] = low;
    column[4][i] = price;
    column[5][i] = round(5 * exp(0.8 * normal()) * 10000) / 10000;
    previous = price;
    if (i % 97 == 0) {
      previous = cents(price * (1 + 0.0002 * normal()));
      level = log(previous);
    }
  }
  FILE *file = fopen(argv[1], "wb");
  if (!file) return 1;
  for (int k = 0; k < 6; k++) fwrite(column[k], sizeof(double), (size_t)bars, file);
  return fclose(file);
}
