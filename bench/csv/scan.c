/* The yardstick of the CSV bench: one pass over a file of bars in C, digits to integers, one division a number, six columns.
   cc -O3 -march=native scan.c -o scan && ./scan FILE RUNS  ->  {"rows":…,"ms":…,"sum":…}: median wall time, file read included. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double TEN[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec * 1e-6;
}

static int64_t two(const char *p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

/* Days from 1970-01-01; Howard Hinnant, chrono-compatible date algorithms. */
static int64_t days(int64_t y, int64_t m, int64_t d) {
  y -= m <= 2;
  int64_t era = y / 400, yoe = y - era * 400, doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static long scan(const char *path, double **out) {
  FILE *f = fopen(path, "rb");
  if (!f) return -1;
  fseek(f, 0, SEEK_END);
  long size = ftell(f);
  rewind(f);
  char *text = malloc(size + 1);
  if (fread(text, 1, size, f) != (size_t)size) return -1;
  fclose(f);
  text[size] = 0;
  long capacity = size / 40 + 1, row = 0;
  double *data = malloc(sizeof(double) * 6 * capacity);
  const char *p = strchr(text, '\n') + 1;
  while (*p) {
    for (int column = 0; column < 6; column++) {
      if (column == 0 && p[4] == '-') {
        int64_t s = days(two(p) * 100 + two(p + 2), two(p + 5), two(p + 8)) * 86400 + two(p + 11) * 3600 + two(p + 14) * 60 + two(p + 17);
        p += 19;
        while (*p != ',') p++;
        data[row] = (double)s * 1e3;
      } else {
        int64_t digits = 0;
        int places = 0;
        while (*p >= '0' && *p <= '9') digits = digits * 10 + (*p++ - '0');
        if (*p == '.') {
          const char *mark = ++p;
          while (*p >= '0' && *p <= '9') digits = digits * 10 + (*p++ - '0');
          places = (int)(p - mark);
        }
        data[column * capacity + row] = column == 0 ? (double)digits * 1e3 : (double)digits / TEN[places];
      }
      p++;
    }
    row++;
  }
  free(text);
  double *packed = malloc(sizeof(double) * 6 * row);
  for (int k = 0; k < 6; k++) memcpy(packed + k * row, data + k * capacity, sizeof(double) * row);
  free(data);
  *out = packed;
  return row;
}

int main(int argc, char **argv) {
  int runs = argc > 2 ? atoi(argv[2]) : 5;
  double *ms = malloc(sizeof(double) * runs), sum = 0;
  long rows = 0;
  for (int r = 0; r < runs; r++) {
    double *columns, start = now_ms();
    rows = scan(argv[1], &columns);
    ms[r] = now_ms() - start;
    if (rows < 0) return 1;
    sum = 0;
    for (long i = 0; i < 6 * rows; i++) sum += columns[i];
    free(columns);
  }
  qsort(ms, runs, sizeof(double), compare);
  printf("{\"rows\":%ld,\"ms\":%.2f,\"sum\":%.17g}\n", rows, ms[runs / 2], sum);
  return 0;
}
