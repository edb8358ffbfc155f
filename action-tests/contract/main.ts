import { resolve } from 'node:path';
import { recordClientCalls } from './client-calls.ts';
import { compareOperations } from './compare.ts';
import { mergeResponses, sampleResponses, selectRecordedResponses } from './example-responses.ts';
import { readOperations } from './openapi-operations.ts';
import { compareValidation, extractDocuments } from './recorded-documents.ts';
import { type Recording, readRecordings } from './recordings.ts';
import { UNSUPPORTED_OPERATIONS } from './unsupported-operations.ts';

/**
 * Holds the client against what the servers say of themselves: `npm run contract -- [FOLDER | URL...]`. Every operation
 * is one of its methods or left out for a reason; every request and every answer fits the operation. Where a folder
 * `captures` with recordings of a running server lies beside the descriptions, the client also reads its answers and
 * judges its documents.
 */
const requestedPlaces = process.argv.slice(2);
const places =
  requestedPlaces.length > 0
    ? requestedPlaces
    : [resolve(import.meta.dirname, '../../../shared/api/openapi')];

try {
  const recordings = places.flatMap((place) => readRecordings(resolve(place, '../captures')));
  const faults = (await countCallMismatches(recordings)) + countDocumentMismatches(recordings);
  process.exitCode = faults > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** The number of faults in what the client sends and reads. */
async function countCallMismatches(recordings: readonly Recording[]): Promise<number> {
  const operations = await readOperations(places);
  const recorded = selectRecordedResponses(operations, recordings);
  const calls = recordClientCalls(mergeResponses(sampleResponses(operations), recorded));
  const {
    covered,
    unsupported: absent,
    mismatches: faults,
  } = compareOperations(operations, calls, UNSUPPORTED_OPERATIONS);
  for (const fault of faults) console.error(fault);
  for (const [why, count] of absent) console.log(`left out: ${count} (${why})`);
  const left = [...absent.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${covered + left} of ${operations.length} operations`);
  const answers = Object.values(recorded).flat().length;
  if (answers > 0)
    console.log(`${answers} recorded answers were offered; what could not be read is told above`);
  return faults.length;
}

/** The number of faults in how the client judges documents. */
function countDocumentMismatches(recordings: readonly Recording[]): number {
  const documents = extractDocuments(recordings);
  if (documents.length === 0) return 0;
  const { judged, alike, forms, faults, stricter } = compareValidation(documents);
  for (const fault of faults) console.error(fault);
  for (const [why, count] of stricter) console.log(`stricter than the server: ${count} (${why})`);
  console.log(`${alike} of ${judged} recorded documents judged alike`);
  console.log(`${forms} of ${forms + faults.length} whose form the server refuses are refused here`);
  return faults.length;
}
