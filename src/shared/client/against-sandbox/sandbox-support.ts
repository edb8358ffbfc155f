import { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Role, type Sandbox, startSandbox } from '../../../../sandbox/index.ts';
import {
  type CollectionFormat,
  type Credentials,
  connect,
  type Job,
  NotFoundError,
  offlineToken,
  type Provena,
} from '../index.ts';

/** A sandbox for the tests of one file, with clients that end with it. */
export function useSandbox() {
  let running: Sandbox | undefined;
  const clients: Provena[] = [];
  before(async () => {
    running = await startSandbox({ pace: 'instant', keycloak: 26 });
  });
  after(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await running?.close();
  });

  const sandbox = () => {
    if (!running) throw new Error('the sandbox is started before the first test, not earlier');
    return running;
  };
  const connected = (credentials?: Credentials) => {
    const client = connect({ endpoints: sandbox().endpoints, credentials, retry: { baseMs: 1 } });
    clients.push(client);
    return client;
  };
  return {
    sandbox,
    connected,
    /** A client of one of the sandbox's users. */
    as: (role: Role) => connected(offlineToken(sandbox().users[role].offlineToken)),
    /** Handles of the items that the sandbox starts with. */
    seed: () => {
      const { seed } = sandbox();
      if (!seed) throw new Error('the sandbox started without its items');
      return seed;
    },
  };
}

/** Minimal metadata of a dataset in the store. */
export function createMetadata(name: string, organisation: string): CollectionFormat {
  return {
    associations: { organisation_id: organisation },
    approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
    dataset_info: {
      name,
      description: 'Made by a test.',
      access_info: { reposited: true },
      publisher_id: organisation,
      created_date: {},
      published_date: {},
      license: 'https://example.org',
    },
  };
}

/** The job once it has succeeded. */
export async function waitForSuccess(provena: Provena, session: string | null | undefined): Promise<Job> {
  if (!session) throw new Error('there is no job to wait for');
  for (let tries = 0; tries < 200; tries++) {
    const job = await provena.jobService.fetch(session).catch((error: unknown) => {
      // A job that was only just launched has no row yet.
      if (!(error instanceof NotFoundError)) throw error;
      return undefined;
    });
    if (job?.status === 'SUCCEEDED') return job;
    if (job?.status === 'FAILED') throw new Error(`job ${job.job_sub_type} failed: ${job.info}`);
    await sleep(20);
  }
  throw new Error(`job ${session} does not end`);
}
