/** (A + damping·diag(A))·x = b by Gaussian elimination with pivoting; a parameter without effect stays. */
export function solveDamped(matrix: readonly Float64Array[], right: Float64Array, damping: number): Float64Array {
  const d = right.length;
  const a = matrix.map((row, i) => {
    const copy = Float64Array.from(row);
    copy[i]! += damping * row[i]! + 1e-9;
    return copy;
  });
  const x = Float64Array.from(right);
  for (let i = 0; i < d; i++) {
    let pivot = i;
    for (let r = i + 1; r < d; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[pivot]![i]!)) pivot = r;
    if (Math.abs(a[pivot]![i]!) < 1e-12) continue;
    [a[i], a[pivot]] = [a[pivot]!, a[i]!];
    [x[i], x[pivot]] = [x[pivot]!, x[i]!];
    for (let r = i + 1; r < d; r++) {
      const factor = a[r]![i]! / a[i]![i]!;
      if (factor === 0) continue;
      for (let c = i; c < d; c++) a[r]![c]! -= factor * a[i]![c]!;
      x[r]! -= factor * x[i]!;
    }
  }
  for (let i = d - 1; i >= 0; i--) {
    for (let c = i + 1; c < d; c++) x[i]! -= a[i]![c]! * x[c]!;
    x[i] = Math.abs(a[i]![i]!) < 1e-12 ? 0 : x[i]! / a[i]![i]!;
  }
  return x;
}
