/** How a share, 0 … 1, went; the oldest first. Nulls are gaps. */
export function Spark({ values, says }: { readonly values: readonly (number | null)[]; readonly says: string }) {
  const x = (index: number): number => (values.length < 2 ? 100 : (200 * index) / (values.length - 1));
  const y = (value: number): number => 38 - 36 * value;
  let path = '';
  values.forEach((value, index) => {
    if (value === null) return;
    const previous = values[index - 1] ?? null;
    path += `${previous === null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
  });
  const last = values.at(-1) ?? null;
  return (
    <svg class="spark" viewBox="-3 0 206 40" role="img" aria-label={says}>
      <path class="middle" d="M0 20H200" />
      <path class="line" d={path} />
      {last !== null && <circle cx={x(values.length - 1)} cy={y(last)} r="3" />}
    </svg>
  );
}
