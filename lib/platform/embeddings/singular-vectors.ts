/** A row of a sparse matrix. */
export type SparseRow = { columns: Uint32Array; values: Float32Array };

const ITERATIONS = 2;

/**
 * An orthonormal basis of the space of the largest `rank` singular values of a sparse matrix, as one row of `rank`
 * numbers for each column of the matrix. Halko, Martinsson, Tropp, "Finding structure with randomness" (2011),
 * algorithm 4.4, from a fixed seed. All that grows with the square of `rank` is done on the side of the rows.
 */
export async function topRightSpace(
  rows: readonly SparseRow[],
  columns: number,
  rank: number,
): Promise<Float32Array> {
  let outer = timesMatrix(rows, gaussian(columns * rank), rank);
  for (let round = 0; round < ITERATIONS; round += 1) {
    await othersFirst();
    orthonormalise(outer, rows.length, rank);
    await othersFirst();
    const inner = timesTransposed(rows, outer, columns, rank);
    await othersFirst();
    outer = timesMatrix(rows, inner, rank);
  }
  orthonormalise(outer, rows.length, rank);
  await othersFirst();
  orthonormalise(outer, rows.length, rank);
  await othersFirst();
  // The products of (transposed × outer) with itself, without a pass over all of its columns.
  const inner = timesMatrix(rows, timesTransposed(rows, outer, columns, rank), rank);
  await othersFirst();
  divide(outer, rows.length, cholesky(products(outer, inner, rows.length, rank), rank), rank);
  await othersFirst();
  return timesTransposed(rows, outer, columns, rank);
}

/** Lets the process answer what waits: a large corpus takes seconds. */
const othersFirst = () => new Promise<void>((resolve) => setImmediate(resolve));

function timesMatrix(rows: readonly SparseRow[], inner: Float32Array, width: number): Float32Array {
  const result = new Float32Array(rows.length * width);
  rows.forEach(({ columns, values }, row) => {
    const target = result.subarray(row * width, (row + 1) * width);
    for (let index = 0; index < columns.length; index += 1) {
      const value = values[index] ?? 0;
      const from = (columns[index] ?? 0) * width;
      for (let k = 0; k < width; k += 1) target[k] = (target[k] ?? 0) + value * (inner[from + k] ?? 0);
    }
  });
  return result;
}

function timesTransposed(
  rows: readonly SparseRow[],
  outer: Float32Array,
  size: number,
  width: number,
): Float32Array {
  const result = new Float32Array(size * width);
  rows.forEach(({ columns, values }, row) => {
    const from = row * width;
    for (let index = 0; index < columns.length; index += 1) {
      const value = values[index] ?? 0;
      const to = (columns[index] ?? 0) * width;
      for (let k = 0; k < width; k += 1)
        result[to + k] = (result[to + k] ?? 0) + value * (outer[from + k] ?? 0);
    }
  });
  return result;
}

/** The products of the columns of one matrix with those of another, of which it is known that they are symmetric. */
function products(one: Float32Array, other: Float32Array, size: number, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let row = 0; row < size; row += 1) {
    const at = row * width;
    for (let column = 0; column < width; column += 1) {
      const value = one[at + column] ?? 0;
      if (value === 0) continue;
      const to = column * width;
      for (let k = 0; k <= column; k += 1)
        result[to + k] = (result[to + k] ?? 0) + value * (other[at + k] ?? 0);
    }
  }
  return result;
}

/** Makes the columns orthonormal in place, by the Cholesky factor of their products. Twice is accurate. */
function orthonormalise(matrix: Float32Array, size: number, width: number): void {
  divide(matrix, size, cholesky(products(matrix, matrix, size, width), width), width);
}

/** Multiplies a matrix from the right by the inverse of the transposed factor, in place. */
function divide(matrix: Float32Array, size: number, factor: Float64Array, width: number): void {
  for (let row = 0; row < size; row += 1) {
    const at = row * width;
    for (let column = 0; column < width; column += 1) {
      const from = column * width;
      let sum = matrix[at + column] ?? 0;
      for (let k = 0; k < column; k += 1) sum -= (factor[from + k] ?? 0) * (matrix[at + k] ?? 0);
      const pivot = factor[from + column] ?? 0;
      matrix[at + column] = pivot > 0 ? sum / pivot : 0;
    }
  }
}

/** The lower factor of a positive matrix, of which the lower half is read; a column that depends on others is nothing. */
function cholesky(matrix: Float64Array, width: number): Float64Array {
  const factor = new Float64Array(width * width);
  let largest = 0;
  for (let k = 0; k < width; k += 1) largest = Math.max(largest, matrix[k * width + k] ?? 0);
  for (let row = 0; row < width; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * width + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        sum -= (factor[row * width + k] ?? 0) * (factor[column * width + k] ?? 0);
      }
      if (row === column) factor[row * width + row] = sum > largest * 1e-10 ? Math.sqrt(sum) : 0;
      else {
        const pivot = factor[column * width + column] ?? 0;
        factor[row * width + column] = pivot > 0 ? sum / pivot : 0;
      }
    }
  }
  return factor;
}

/** Numbers of the normal distribution, the same in every run. */
function gaussian(length: number): Float32Array {
  let state = 0x9e3779b9;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  return Float32Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  );
}
