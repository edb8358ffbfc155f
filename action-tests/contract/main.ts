import { resolve } from 'node:path';
import { ABSENT } from './absent.ts';
import { clientCalls } from './client-calls.ts';
import { compare } from './compare.ts';
import { readOperations } from './descriptions.ts';
import { agreement, recordedDocuments } from './recorded-documents.ts';
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
  const documents = judgeDocuments(places);
  process.exitCode = faults.length + documents > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** The number of faults in how the client judges documents; recordings lie beside the descriptions, where there are any. */
function judgeDocuments(folders: readonly string[]): number {
  const recorded = folders.flatMap((folder) => recordedDocuments(resolve(folder, '../captures')));
  if (recorded.length === 0) return 0;
  const { judged, alike, forms, faults, stricter } = agreement(recorded);
  for (const fault of faults) console.error(fault);
  for (const [why, count] of stricter) console.log(`stricter than the server: ${count} (${why})`);
  console.log(`${alike} of ${judged} recorded documents judged alike`);
  console.log(`${forms} of ${forms + faults.length} whose form the server refuses are refused here`);
  return faults.length;
}
