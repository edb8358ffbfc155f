import { resolve } from 'node:path';
import { ABSENT } from './absent.ts';
import { clientCalls } from './client-calls.ts';
import { compare } from './compare.ts';
import { readOperations } from './descriptions.ts';
import { sampledAnswers } from './sampled-answers.ts';

/**
 * Holds the client against what the servers say of themselves: `npm run contract -- [FOLDER | URL...]`. Every operation
 * is one of its methods or left out for a reason; every request and every answer fits the operation.
 */
const given = process.argv.slice(2);
const places = given.length > 0 ? given : [resolve(import.meta.dirname, '../../../shared/api/openapi')];

try {
  const operations = await readOperations(places);
  const { covered, absent, faults } = compare(operations, clientCalls(sampledAnswers(operations)), ABSENT);
  for (const fault of faults) console.error(fault);
  for (const [why, count] of absent) console.log(`left out: ${count} (${why})`);
  const left = [...absent.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${covered + left} of ${operations.length} operations`);
  process.exitCode = faults.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
