import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';

const RUN_POST = new URL('./run-post.ts', import.meta.url);

async function runProgram(post: string): Promise<string> {
  const program = `
    import { runPost } from '${RUN_POST}';
    await runPost({ name: 'example', loadPost: async () => ({ post: async (log) => { ${post} } }) });
  `;
  const args = ['--input-type=module', '--eval', program];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}

suite('runPost', () => {
  test('runPost runs the post step with the log', async () => {
    assert.equal(await runProgram("log.info('stopped');"), 'stopped\n');
  });

  test('runPost warns and does not fail the job when the post step fails', async () => {
    const log = await runProgram("throw new Error('still running');");
    assert.match(log, /::warning::The post step of example failed: still running/);
  });

  test('runPost warns when the post step never finishes', async () => {
    const log = await runProgram('await new Promise(() => {});');
    assert.match(
      log,
      /::warning::The post step of example failed: .*has not finished, and no work is pending/,
    );
  });
});
