/** A reflected CRC whose register is initialized with ones and inverted at the end. */
export interface CrcShape {
  readonly bits: 32 | 64;
  /** The polynomial; the highest bit is the lowest power. */
  readonly polynomial: bigint;
}

/**
 * The CRC of two concatenated pieces from the CRC of each: the first is multiplied by x^(8 * length of the second)
 * modulo the polynomial, which has the effect of that many zero bytes.
 */
export function combineCrc(shape: CrcShape, first: bigint, second: bigint, secondLength: number): bigint {
  return multiply(shape, computePower(shape, BigInt(secondLength) * 8n), first) ^ second;
}

/** x^exponent modulo the polynomial, by squaring. */
function computePower(shape: CrcShape, exponent: bigint): bigint {
  const one = 1n << BigInt(shape.bits - 1);
  let result = one;
  let square = one >> 1n;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = multiply(shape, result, square);
    square = multiply(shape, square, square);
  }
  return result;
}

function multiply(shape: CrcShape, a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = BigInt(shape.bits - 1); bit >= 0n; bit--) {
    if ((a >> bit) & 1n) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ shape.polynomial : factor >> 1n;
  }
  return product;
}
