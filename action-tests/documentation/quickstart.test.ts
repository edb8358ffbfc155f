import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { GuideRunner } from './guide-runner.ts';
import { type Block, readBlocks } from './markdown.ts';

const blocks = readBlocks('docs/quickstart.md');

suite('the quickstart, run as written', () => {
  let reader: GuideRunner;
  let sandbox: Sandbox;
  let token = '';
  before(async () => {
    reader = new GuideRunner();
    sandbox = await startSandbox({ pace: 'fast' });
  });
  after(async () => {
    reader.close();
    await sandbox.close();
  });

  test('the local commands run the workflow and print the lineage of the page', async () => {
    const shown = await reader.runBlocks(blocksBetween('On your machine', 'Run it'));
    const [picture] = blocks.filter(({ language, meta }) => language === 'text' && meta === '');
    const lines = shown.split('\n').map(stripTreeLines);
    for (const line of picture?.text.trimEnd().split('\n') ?? assert.fail('the page shows no lineage')) {
      const [before = '', behind = ''] = stripTreeLines(line).split('…');
      assert.ok(
        lines.some((text) => text.startsWith(before) && text.endsWith(behind)),
        `${line}\nis not in\n${shown}`,
      );
    }
  });

  test('the workflow records in the sandbox that the page starts', async () => {
    const [start, run] = blocksBetween('Keep a sandbox running', 'Keep a sandbox running');
    const [clone = '', enter = '', , ...rest] = start?.text.split('\n') ?? [];
    assert.match(enter, /^cd /);
    await reader.runCommands(clone);
    const command = /^npm run sandbox -- (.+)$/m.exec(rest.join('\n'))?.[1] ?? assert.fail('no command');
    const { sandbox: started, stop } = await reader.startSandbox(
      enter.replace('cd ', ''),
      command.split(' '),
    );
    try {
      const count = async (): Promise<number> => {
        const response = await fetch(`${started.control}/requests?service=prov&path=/model_run/register`);
        const { requests }: { requests: unknown[] } = JSON.parse(await response.text());
        return requests.length;
      };
      assert.equal(await count(), 0);
      await reader.runCommands(run?.text ?? assert.fail('no command'));
      assert.equal(await count(), 1);
    } finally {
      await stop();
    }
  });

  test('the token commands return an offline token with roles', async () => {
    const [request, fetchToken] = blocksBetween('Get an offline token', 'Get an offline token');
    const realm = `REALM=${sandbox.endpoints.keycloak}`;
    const response = await reader.runCommands(replaceFirstLine(request, 'REALM=', realm));
    const { device_code, user_code, verification_uri_complete }: Record<string, string> =
      JSON.parse(response);
    const form = new URLSearchParams({
      user_code: user_code ?? '',
      username: 'modeller',
      decision: 'approved',
    });
    await fetch(verification_uri_complete ?? '', { method: 'POST', body: form });
    const commands = replaceFirstLine(fetchToken, 'DEVICE_CODE=', `DEVICE_CODE=${device_code}`);
    const tokens: Record<string, string> = JSON.parse(await reader.runCommands(`${realm}\n${commands}`));
    token = tokens['refresh_token'] ?? '';
    assert.equal(decodeClaims(token)['typ'], 'Offline');
    const { roles } = assumeType<{ roles: string[] }>(decodeClaims(tokens['access_token'])['realm_access']);
    assert.ok(roles.includes('entity-registry-write'), `${roles}`);
  });

  test('the workflow records in an instance with that token and its variables', async () => {
    const { seed, endpoints, s3 } = sandbox;
    const vars = {
      PROVENA_DOMAIN: 'dev.example.org',
      PROVENA_REALM: 'example',
      ORGANISATION_ID: seed?.organisation,
      WORKFLOW_TEMPLATE_ID: seed?.workflowTemplate,
      INPUT_TEMPLATE_ID: seed?.inputTemplate,
      OUTPUT_TEMPLATE_ID: seed?.outputTemplate,
    };
    const env = { PROVENA_ENDPOINTS: JSON.stringify(endpoints), PROVENA_S3_ENDPOINT: s3 };
    const options = [
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...['--secret', `PROVENA_OFFLINE_TOKEN=${token}`],
    ];
    const before = sandbox.requestLog({ service: 'prov', path: '/model_run/register' }).length;
    await reader.runCommands(`act workflow_dispatch ${options.map((word) => `'${word}'`).join(' ')}`);
    assert.equal(sandbox.requestLog({ service: 'prov', path: '/model_run/register' }).length, before + 1);
  });
});

/** Returns the blocks from the first of one section to the last of another. */
function blocksBetween(first: string, last: string): Block[] {
  const from = blocks.findIndex(({ section }) => section === first);
  const to = blocks.findLastIndex(({ section }) => section === last);
  assert.ok(from >= 0 && to >= from, `the page has no blocks from "${first}" to "${last}"`);
  return blocks.slice(from, to + 1);
}

/** Replaces the first line, which the reader has to fill in. */
function replaceFirstLine(block: Block | undefined, start: string, line: string): string {
  const lines = block?.text.split('\n') ?? [];
  assert.ok(lines[0]?.startsWith(start), `the block does not begin with ${start}`);
  return [line, ...lines.slice(1)].join('\n');
}

/** Decodes the claims of a token. */
function decodeClaims(jwt: string | undefined): Record<string, unknown> {
  return assumeType<Record<string, unknown>>(
    JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()),
  );
}

/** Removes act's prefix and the branches of a tree from a line. */
function stripTreeLines(line: string): string {
  return line.replace(/^(\[.*?\])?[\s|│├└─]*/, '');
}
