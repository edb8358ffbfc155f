import { InvalidArgumentError } from 'commander';

/** Parses an argument of a command line: a whole number of at least 1. */
export function parseCount(text: string): number {
  const count = parseInteger(text);
  if (count < 1) throw new InvalidArgumentError('Expected a whole number of at least 1.');
  return count;
}

/** Parses an argument of a command line: a whole number. */
export function parseInteger(text: string): number {
  const integer = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isSafeInteger(integer)) throw new InvalidArgumentError('Expected a whole number.');
  return integer;
}
