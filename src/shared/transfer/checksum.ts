/** A CRC32 as zlib computes it: an unsigned 32-bit integer. */
export type Crc32 = number;

const POLYNOMIAL = 0xedb88320;

/** Encodes a CRC32 as S3 does: base64 of its four bytes, big-endian. */
export function encodeCrc32(crc: Crc32): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

/** Decodes the CRC32 in an S3 header; returns `undefined` for anything but a full-object value. */
export function decodeCrc32(text: string | undefined): Crc32 | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/]{6}==$/.test(text)) return undefined;
  return Buffer.from(text, 'base64').readUInt32BE();
}

/** Computes the CRC32 of two concatenated pieces from their CRC32s and the length of the second in bytes. */
export function combineCrc32(first: Crc32, second: Crc32, secondLength: number): Crc32 {
  return (multiplyPolynomials(computeZeroShift(secondLength), first) ^ second) >>> 0;
}

/** Computes the factor by which appending zero bytes multiplies a CRC: x^(8 * length) mod the polynomial, by squaring. */
function computeZeroShift(length: number): number {
  let result = 0x80000000;
  let square = 0x00800000; // x^8: one byte
  for (let bits = length; bits > 0; bits = Math.floor(bits / 2)) {
    if (bits % 2 === 1) result = multiplyPolynomials(result, square);
    square = multiplyPolynomials(square, square);
  }
  return result;
}

/** Multiplies two polynomials over GF(2), lowest power in the highest bit, modulo the CRC-32 polynomial. */
function multiplyPolynomials(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let mask = 0x80000000; mask !== 0; mask >>>= 1) {
    if (a & mask) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return product >>> 0;
}
