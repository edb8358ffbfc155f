import { suite, test } from 'node:test';
import { startJob, useJob } from '../black-box/test-job.ts';
import { assertConsistent } from './invariants.ts';
import { Pipeline } from './pipeline.ts';

/** All API requests of the pipeline, recorded by one run. */
const calls = await (async () => {
  const job = await startJob();
  job.sandbox.clearRequestLog();
  await new Pipeline(job, 'reference').attempt(1);
  const created = job.sandbox.requestLog().filter(({ service }) => service !== 's3');
  await job.stop();
  return [
    ...new Map(
      created.map(({ service, method, path }) => [`${service} ${method} ${path}`, { service, method, path }]),
    ).entries(),
  ];
})();

suite('the pipeline creates each record once when one request fails', async () => {
  const job = await useJob();
  let runs = 0;

  for (const [name, call] of calls) {
    for (const fault of ['lose-answer', 'reset'] as const) {
      test(`${fault}: ${name}`, async () => {
        const service = call.service as 'registry'; // The log has only names of services; the type of the log is text.
        const end = job.sandbox.injectFault({ ...call, service, fault, times: 1 });
        const pipeline = new Pipeline(job, `every-call-${++runs}`);
        const attempts = [await pipeline.attempt(1)];
        end();
        if (!attempts[0]?.ok) attempts.push(await pipeline.attempt(2));
        await assertConsistent(pipeline, attempts);
      });
    }
  }
});
