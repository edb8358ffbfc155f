import { InvalidArgumentError } from 'commander';

/** Parses an argument of a command line: a whole number from 1. */
export function parseCount(text: string): number {
  const count = parseSeed(text);
  if (count < 1) throw new InvalidArgumentError('It is not a whole number from 1.');
  return count;
}

/** Parses an argument of a command line: a whole number. */
export function parseSeed(text: string): number {
  const seed = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(seed)) throw new InvalidArgumentError('It is not a whole number.');
  return seed;
}
