/** A CRC32 as zlib computes it: an unsigned 32-bit integer. */
export type Crc32 = number;

const POLYNOMIAL = 0xedb88320;

/** A CRC32 as S3 writes it: base64 of its four bytes, the highest first. */
export function encodeCrc32(crc: Crc32): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

/** The CRC32 in a header of S3, or `undefined` for anything but one whole-object value. */
export function decodeCrc32(text: string | undefined): Crc32 | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]{6}==$/.test(text)) return undefined;
  return Buffer.from(text, 'base64').readUInt32BE();
}

/** The CRC32 of two pieces one after the other, from those of the pieces and the second one's length in bytes. */
export function combineCrc32(first: Crc32, second: Crc32, secondLength: number): Crc32 {
  return (multiplyPolynomials(computeZeroShift(secondLength), first) ^ second) >>> 0;
}

/** What feeding this many zero bytes multiplies a CRC by: x^(8 * length) modulo the polynomial, by squaring. */
function computeZeroShift(length: number): number {
  let result = 0x80000000;
  let square = 0x00800000; // x^8: one byte
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiplyPolynomials(result, square);
    square = multiplyPolynomials(square, square);
  }
  return result;
}

/** The product of two polynomials over GF(2), lowest power in the highest bit, modulo CRC-32's. */
function multiplyPolynomials(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let mask = 0x80000000; mask !== 0; mask >>>= 1) {
    if (a & mask) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}
