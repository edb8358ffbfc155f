import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { openDatasetStore } from './dataset-objects.ts';
import { createModelRunDocument } from './model-run.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, mintDataset, useJob } from './test-job.ts';
import { forwardRequest, startServer } from './test-servers.ts';

const MINUTE_MS = 60_000;

/** A program that sets the clock of a step fast by a time, or slow by a negative one. */
const createClock = (ms: number): string => `const { now } = Date;
globalThis.Date = class extends Date {
  constructor(...args) {
    if (args.length === 0) super(now() + ${ms});
    else super(...args);
  }
  static now() {
    return now() + ${ms};
  }
};
`;
const MAX_SKEW_MS = 15 * MINUTE_MS;

suite('steps on a machine whose clock is wrong', async () => {
  const job = await useJob();
  writeFileSync(join(job.runner.workspace, 'slow-clock.cjs'), createClock(-20 * MINUTE_MS));

  /** Uploads a file through a store that sends no `Date`, as some proxies do. */
  async function upload(error: () => string) {
    await using server = await startServer((received, response) => {
      response.sendDate = false;
      if (isSkewed(received)) response.writeHead(403, { 'content-type': 'application/xml' }).end(error());
      else forwardRequest(received, response, job.sandbox.s3);
    });
    return await job.runner.runStep('upload-data', {
      files: { 'clock/a.csv': 'a' },
      with: {
        'dataset-id': await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation),
        path: 'clock',
        's3-endpoint': server.url,
      },
      env: { NODE_OPTIONS: `--require ${join(job.runner.workspace, 'slow-clock.cjs')}` },
    });
  }

  test('steps find what was created before when the clock of a re-run is 40 days fast', async () => {
    const clock = join(job.runner.workspace, 'fast-clock.cjs');
    writeFileSync(clock, createClock(40 * 24 * 60 * MINUTE_MS));
    const dataset = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    const datasets = { input: dataset, output: dataset };
    const steps = [
      [
        'mint-dataset',
        'dataset-id',
        { metadata: formatDatasetDocument(job.seed.organisation, 'Fast clock') },
      ],
      [
        'register-model-run',
        'session-id',
        {
          'model-run': JSON.stringify(createModelRunDocument(job, datasets, { display_name: 'Fast clock' })),
        },
      ],
    ] as const;
    for (const [action, output, inputs] of steps) {
      const env = { GITHUB_ACTION: 'clock' };
      const first = await expectSuccess(job.run(action, { ...inputs, 'job-index': '0' }, env));
      const rerun = await expectSuccess(
        job.runner.runStep(action, {
          with: { ...inputs, 'job-index': '0' },
          env: { ...env, GITHUB_RUN_ATTEMPT: '2', NODE_OPTIONS: `--require ${clock}` },
        }),
      );
      assert.equal(rerun.outputs[output], first.outputs[output]);
    }
    const awaited = await expectSuccess(
      job.run('await-job', { 'of-this-run': 'true', timeout: '60s' }, { NODE_OPTIONS: `--require ${clock}` }),
    );
    assert.equal(awaited.outputs['succeeded'], '1');
  });

  for (const [action, input] of [
    ['record-run', 'run'],
    ['register-model-run', 'model-run'],
  ] as const)
    test(`${action} warns that it records the times of a wrong clock unless the run has its own`, async () => {
      const dataset = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
      const datasets = { input: dataset, output: dataset };
      for (const times of [{}, { start_time: 'now', end_time: 'now' }]) {
        const document = {
          ...createModelRunDocument(job, datasets, { display_name: 'Run at a wrong time' }),
          ...times,
        };
        const step = await expectSuccess(
          job.runner.runStep(action, {
            with: { [input]: JSON.stringify(document) },
            env: { NODE_OPTIONS: `--require ${join(job.runner.workspace, 'slow-clock.cjs')}` },
          }),
        );
        const warnings = step.annotations.filter(({ message }) => message.includes('20 minutes slow'));
        assert.equal(warnings.length, 'start_time' in times ? 1 : 0, step.log);
      }
    });

  test('abort-incomplete keeps a recent upload when the clock is 40 days fast', async () => {
    const clock = join(job.runner.workspace, 'fast-clock.cjs');
    writeFileSync(clock, createClock(40 * 24 * 60 * MINUTE_MS));
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    const { Bucket, prefix, s3 } = await openDatasetStore(job, id, 'write');
    await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `${prefix}in-progress.bin` }));
    await expectSuccess(
      job.runner.runStep('upload-data', {
        files: { 'clock/a.csv': 'a' },
        with: { 'dataset-id': id, path: 'clock', 'abort-incomplete': '7d' },
        env: { NODE_OPTIONS: `--require ${clock}` },
      }),
    );
    const { Uploads: uploads } = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }));
    assert.equal(uploads?.length, 1);
  });

  test('upload-data signs with the time in the body of the rejection', async () => {
    const step = await expectSuccess(
      upload(() => formatError(`<ServerTime>${new Date().toISOString()}</ServerTime>`)),
    );
    assert.equal(step.outputs['uploaded'], '1');
    assert.match(step.annotations[0]?.message ?? '', /the clock of this machine is 20 minutes slow/);
  });

  test('upload-data advises to set the clock when the store does not state its time', async () => {
    assertFailed(await upload(() => formatError('')), /RequestTimeTooSkewed .*Set the clock of this machine/);
  });
});

function formatError(more: string): string {
  return `<?xml version="1.0"?><Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message>${more}</Error>`;
}

/** Whether the time of the signature is too far from now; it is `20240501T060000Z`. */
function isSkewed({ headers }: IncomingMessage): boolean {
  const [, date, time] = /^(\d{8})T(\d{6})Z$/.exec(String(headers['x-amz-date'])) ?? [];
  if (date === undefined || time === undefined) return false;
  const day = date.replace(/(....)(..)(..)/, '$1-$2-$3');
  const signed = Date.parse(`${day}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
  return Math.abs(signed - Date.now()) > MAX_SKEW_MS;
}
