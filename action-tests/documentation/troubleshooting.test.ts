import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { StepResult } from '../black-box/runner.ts';
import { CheckedClient, useJob } from '../black-box/test-job.ts';
import { FAILURE_SCENARIOS, type Scenario, WARNING_SCENARIOS } from './failure-scenarios.ts';
import { type Block, readBlocks, readHeadings, readTableRows } from './markdown.ts';

const PAGE = 'docs/troubleshooting.md';

/** Quoted messages by anchor. */
const quoted = Map.groupBy(
  readBlocks(PAGE).filter(({ language }) => language === 'text'),
  ({ section }) => section.toLowerCase().replaceAll(' ', '-'),
);

suite('troubleshooting', { concurrency: 2 }, () => {
  test('every quoted message has a scenario', () => {
    const actual = [
      ...Object.entries(FAILURE_SCENARIOS).map(([topic, steps]) => [topic, steps.length]),
      ...Object.keys(WARNING_SCENARIOS).map((topic) => [topic, 1]),
    ];
    const pages = [...quoted].map(([topic, blocks]) => [topic, blocks.length]);
    assert.deepEqual(Object.fromEntries(pages), Object.fromEntries(actual));
  });

  test('every section except internal errors quotes a message', () => {
    const sections = readHeadings(PAGE, 2).map((heading) => heading.toLowerCase().replaceAll(' ', '-'));
    const matching = sections.filter((section) => !quoted.has(section));
    assert.deepEqual(matching, ['internal-error']);
  });

  for (const { status, requests } of [
    { status: 503, requests: 4 },
    { status: 500, requests: 1 },
  ]) {
    test(`the table of retries gives the number of requests after HTTP ${status}`, async () => {
      const row = readTableRows(PAGE).find(([reason = '']) => reason.includes(String(status)));
      assert.match(row?.[1] ?? '', new RegExp(`^${requests}\\b`));
      const job = await useJob();
      const path = '/registry/general/fetch';
      job.sandbox.injectFault({ fault: 'refuse', service: 'registry', path, status, times: 10 });
      const { exitCode } = await job.run('fetch-item', { id: job.seed.model });
      assert.equal(exitCode, 1);
      assert.equal(job.sandbox.requestLog().filter((entry) => entry.path === path).length, requests);
    });
  }

  for (const [topic, steps] of Object.entries(FAILURE_SCENARIOS)) {
    for (const [i, step] of steps.entries()) {
      test(`${topic}: message ${i + 1} matches the quote and links to its section`, async () => {
        const { annotations, exitCode, log } = await runScenario(step);
        assert.equal(exitCode, 1, log);
        const message = annotations.at(-1)?.message ?? '';
        assert.match(message, toPattern(quoted.get(topic)?.[i]));
        assert.ok(message.endsWith(`Help: ${PAGE}#${topic}`), message);
      });
    }
  }

  for (const [topic, step] of Object.entries(WARNING_SCENARIOS)) {
    test(`${topic}: the warning matches the quote and the step succeeds`, async () => {
      const { annotations, exitCode, log } = await runScenario(step);
      assert.equal(exitCode, 0, log);
      assert.match(annotations[0]?.message ?? '', toPattern(quoted.get(topic)?.[0]));
    });
  }
});

/** Runs the step of a scenario in a job of its own. */
async function runScenario(scenario: Scenario): Promise<StepResult> {
  const job = await useJob();
  const { action, end, ...inputs } = await scenario({ job, api: new CheckedClient(job.sandbox) });
  const step = await job.runner.runStep(action, inputs);
  end?.();
  return step;
}

/** Matches messages that start with the quote; `…` matches any text within a line. */
function toPattern(block: Block | undefined): RegExp {
  const text = block?.text.trimEnd() ?? '';
  return new RegExp(`^${text.split('…').map(escapeRegExp).join('[^\\n]*')}(\\n|$)`);
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
