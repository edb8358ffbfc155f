import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readWorkflowRun } from './workflow-run.ts';

const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'reef/models',
  GITHUB_REPOSITORY_ID: '7',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '3',
  GITHUB_SERVER_URL: 'https://github.example',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_WORKFLOW: 'nightly',
  GITHUB_JOB: 'run',
  GITHUB_ACTION: 'mint',
  GITHUB_ACTOR: 'ada',
  GITHUB_EVENT_PATH: '/event.json',
};

suite('readWorkflowRun', () => {
  test('readWorkflowRun reads the variables of the runner', () => {
    assert.deepEqual(readWorkflowRun(ENVIRONMENT), {
      repository: 'reef/models',
      repositoryId: '7',
      runId: '4711',
      runAttempt: 3,
      runUrl: 'https://github.example/reef/models/actions/runs/4711',
      commit: 'a'.repeat(40),
      ref: 'refs/heads/main',
      workflow: 'nightly',
      job: 'run',
      step: 'mint',
      actor: 'ada',
      eventPath: '/event.json',
      isAct: false,
    });
  });

  for (const name of ['GITHUB_REPOSITORY', 'GITHUB_RUN_ID']) {
    test(`readWorkflowRun returns undefined when ${name} is missing or empty`, () => {
      assert.equal(readWorkflowRun({ ...ENVIRONMENT, [name]: undefined }), undefined);
      assert.equal(readWorkflowRun({ ...ENVIRONMENT, [name]: '' }), undefined);
    });
  }

  test('readWorkflowRun takes the first attempt when the runner names none, and an empty id for none', () => {
    const run = readWorkflowRun({
      GITHUB_REPOSITORY: 'reef/models',
      GITHUB_RUN_ID: '1',
      GITHUB_REPOSITORY_ID: '',
      GITHUB_EVENT_PATH: '',
      ACT: 'true',
    });
    assert.equal(run?.runAttempt, 1);
    assert.equal(run?.repositoryId, undefined);
    assert.equal(run?.eventPath, undefined);
    assert.equal(run?.isAct, true);
  });
});
