import { after } from 'node:test';
import { type Role, startSandbox } from '../../../../sandbox/index.ts';
import { assumeType } from '../../../../sandbox/testing/assume-type.ts';
import { createDatasetMetadata } from '../../../../sandbox/testing/records.ts';
import { waitUntil } from '../../../../sandbox/testing/wait-until.ts';
import {
  type CollectionFormat,
  type Credentials,
  connect,
  type Job,
  NotFoundError,
  offlineToken,
  type Provena,
} from '../index.ts';

/** Starts a sandbox for the tests of a file or suite, with clients that end with it. */
export async function useSandbox() {
  const sandbox = await startSandbox({ pace: 'instant', keycloak: 26 });
  const clients: Provena[] = [];
  after(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await sandbox.close();
  });
  const { seed } = sandbox;
  if (!seed) throw new Error('the sandbox started without its items');
  const connected = (credentials?: Credentials) => {
    const client = connect({ endpoints: sandbox.endpoints, credentials, retry: { baseMs: 1 } });
    clients.push(client);
    return client;
  };
  return {
    sandbox,
    /** Handles of the items that the sandbox starts with. */
    seed,
    connected,
    /** A client of one of the sandbox's users. */
    as: (role: Role) => connected(offlineToken(sandbox.users[role].offlineToken)),
  };
}

/** Minimal metadata of a dataset in the store. */
export function createCollectionFormat(name: string, organisation: string): CollectionFormat {
  return assumeType<CollectionFormat>(
    createDatasetMetadata(organisation, { name, license: 'https://example.org' }),
  );
}

/** The job once it has succeeded. */
export async function waitForSuccess(provena: Provena, session: string | null | undefined): Promise<Job> {
  if (!session) throw new Error('there is no job to wait for');
  return waitUntil(async () => {
    const job = await provena.jobService.fetch(session).catch((error: unknown) => {
      // A job that was only just launched has no row yet.
      if (!(error instanceof NotFoundError)) throw error;
      return undefined;
    });
    if (job?.status === 'FAILED') throw new Error(`job ${job.job_sub_type} failed: ${job.info}`);
    return job?.status === 'SUCCEEDED' && job;
  });
}
