import { resolve } from 'node:path';
import { Command } from 'commander';
import { recordClientCalls } from './client-calls.ts';
import { compareOperations } from './compare.ts';
import { mergeResponses, sampleResponses, selectRecordedResponses } from './example-responses.ts';
import { readOperations } from './openapi-operations.ts';
import { compareValidation, extractDocuments } from './recorded-documents.ts';
import { type Recording, readRecordings } from './recordings.ts';
import { UNSUPPORTED_OPERATIONS } from './unsupported-operations.ts';

const { args: places } = new Command('npm run contract --')
  .description(
    'Compares the client with the OpenAPI documents of the servers. Every operation needs a client method or a reason to leave ' +
      'it out; every request and response has to match its operation. If there is a folder "captures" with recordings of a ' +
      'running server next to the documents, the client also reads its responses and validates its documents.',
  )
  .argument(
    '[places...]',
    'a folder with the documents, or the base URLs of the APIs; default is the recorded documents',
  )
  .parse();
if (places.length === 0) places.push(resolve(import.meta.dirname, 'recorded/openapi'));

console.log('Requires no other programs. Takes about 20 seconds.');
try {
  const recordings = places.flatMap((place) => readRecordings(resolve(place, '../captures')));
  const faults = (await countCallMismatches(recordings)) + countDocumentMismatches(recordings);
  process.exitCode = faults > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

/** @returns the number of mismatches in requests and responses. */
async function countCallMismatches(recordings: readonly Recording[]): Promise<number> {
  const operations = await readOperations(places);
  const recorded = selectRecordedResponses(operations, recordings);
  const calls = recordClientCalls(mergeResponses(sampleResponses(operations), recorded));
  const { covered, unsupported, mismatches } = compareOperations(operations, calls, UNSUPPORTED_OPERATIONS);
  for (const mismatch of mismatches) console.error(mismatch);
  for (const [reason, count] of unsupported) console.log(`unsupported: ${count} (${reason})`);
  const unsupportedCount = [...unsupported.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${covered + unsupportedCount} of ${operations.length} operations`);
  const responses = Object.values(recorded).flat().length;
  if (responses > 0) console.log(`${responses} recorded responses were read; errors are listed above`);
  return mismatches.length;
}

/** @returns the number of mismatches in the validation of documents. */
function countDocumentMismatches(recordings: readonly Recording[]): number {
  const documents = extractDocuments(recordings);
  if (documents.length === 0) return 0;
  const { compared, equal, invalid, mismatches, stricter } = compareValidation(documents);
  for (const fault of mismatches) console.error(fault);
  for (const [reason, count] of stricter) console.log(`stricter than the server: ${count} (${reason})`);
  console.log(`${equal} of ${compared} recorded documents have the same validation result`);
  console.log(
    `${invalid} of ${invalid + mismatches.length} documents rejected by the server's schema are rejected by the client`,
  );
  return mismatches.length;
}
