import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { findAct } from '../workflows/find-act.ts';
import { type Block, blocksOf } from './markdown.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const blocks = blocksOf('docs/quickstart.md');

/** What a reader has before the first line: an empty folder, Git, Node, act, and a repository to clone. */
class Reader {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quickstart-'));
  #at = this.#folder;

  constructor() {
    const origin = join(this.#folder, 'origin');
    for (const file of published()) cpSync(join(ROOT, file), join(origin, file));
    mkdirSync(join(this.#folder, 'bin'));
    symlinkSync(findAct(), join(this.#folder, 'bin/act'));
    this.#git(['init', '--quiet'], origin);
    this.#git(['add', '.'], origin);
    this.#git(['commit', '--quiet', '--message', 'All'], origin);
  }

  /** Types the commands of a block, and stays in the folder where they end. @returns what they print. */
  async type(commands: string): Promise<string> {
    const where = join(this.#folder, 'where');
    const script = `set -e\n${commands}\npwd > '${where}'`;
    const run = promisify(execFile)('bash', ['-c', script], { cwd: this.#at, env: this.#environment() });
    const { stdout } = await run.catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${commands}\n${error.stdout}\n${error.stderr}`, { cause: error });
    });
    this.#at = execFileSync('cat', [where], { encoding: 'utf8' }).trim();
    return stdout;
  }

  save(file: string, text: string): void {
    mkdirSync(dirname(join(this.#at, file)), { recursive: true });
    writeFileSync(join(this.#at, file), text);
  }

  leave(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #git(args: readonly string[], cwd: string): void {
    execFileSync('git', args, { cwd, env: this.#environment() });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      HOME: this.#folder,
      PATH: [join(this.#folder, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      GIT_AUTHOR_NAME: 'Reader',
      GIT_AUTHOR_EMAIL: 'reader@example.org',
      GIT_COMMITTER_NAME: 'Reader',
      GIT_COMMITTER_EMAIL: 'reader@example.org',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${join(this.#folder, 'origin')}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/OWNER/REPO',
    };
  }
}

suite('the quickstart, followed to the letter', () => {
  let reader: Reader;
  let sandbox: Sandbox;
  let token = '';
  before(async () => {
    reader = new Reader();
    sandbox = await startSandbox({ pace: 'fast' });
  });
  after(async () => {
    reader.leave();
    await sandbox.close();
  });

  test('on one’s own machine the workflow runs and draws the lineage that the page shows', async () => {
    const shown = await follow(reader, between('On your machine', 'Run it'));
    const [picture] = blocks.filter(({ language, meta }) => language === 'text' && meta === '');
    const said = shown.split('\n').map(withoutBranches);
    for (const line of picture?.text.trimEnd().split('\n') ?? assert.fail('the page shows no lineage')) {
      const [before = '', behind = ''] = withoutBranches(line).split('…');
      assert.ok(
        said.some((text) => text.startsWith(before) && text.endsWith(behind)),
        `${line}\nis not in\n${shown}`,
      );
    }
  });

  test('the commands for a token give an offline token with roles', async () => {
    const [request, fetchToken] = between('Get an offline token', 'Get an offline token');
    const realm = `REALM=${sandbox.endpoints.keycloak}`;
    const asked = await reader.type(withLine(request, 'REALM=', realm));
    const { device_code, user_code, verification_uri_complete } = JSON.parse(asked) as Record<string, string>;
    const form = new URLSearchParams({
      user_code: user_code ?? '',
      username: 'modeller',
      verdict: 'approved',
    });
    await fetch(verification_uri_complete ?? '', { method: 'POST', body: form });
    const commands = withLine(fetchToken, 'DEVICE_CODE=', `DEVICE_CODE=${device_code}`);
    const answer = JSON.parse(await reader.type(`${realm}\n${commands}`)) as Record<string, string>;
    token = answer['refresh_token'] ?? '';
    assert.equal(claimsOf(token)['typ'], 'Offline');
    const { roles } = claimsOf(answer['access_token'])['realm_access'] as { roles: string[] };
    assert.ok(roles.includes('entity-registry-write'), `${roles}`);
  });

  test('with that token and the variables of an instance the same workflow leaves its records there', async () => {
    const { seed, endpoints, s3 } = sandbox;
    const vars = {
      PROVENA_DOMAIN: 'dev.example.org',
      PROVENA_REALM: 'example',
      ORGANISATION_ID: seed?.organisation,
      WORKFLOW_TEMPLATE_ID: seed?.workflowTemplate,
      INPUT_TEMPLATE_ID: seed?.inputTemplate,
      OUTPUT_TEMPLATE_ID: seed?.outputTemplate,
    };
    const env = { PROVENA_ENDPOINTS: JSON.stringify(endpoints), AWS_ENDPOINT_URL_S3: s3 };
    const options = [
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
      ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...['--secret', `PROVENA_OFFLINE_TOKEN=${token}`],
    ];
    const before = sandbox.journal({ service: 'prov', path: '/model_run/register' }).length;
    await reader.type(`act workflow_dispatch ${options.map((word) => `'${word}'`).join(' ')}`);
    assert.equal(sandbox.journal({ service: 'prov', path: '/model_run/register' }).length, before + 1);
  });
});

/** What a job downloads of this repository, as it is now. */
function published(): string[] {
  const options = [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '-z',
    'actions',
    'dist',
    'schemas',
  ];
  const files = execFileSync('git', options, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return files.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/** Does what each block says: commands are typed, files saved. */
async function follow(reader: Reader, steps: readonly Block[]): Promise<string> {
  let shown = '';
  for (const { language, meta, text } of steps) {
    const file = /^file=(\S+)$/.exec(meta)?.[1];
    if (file !== undefined) reader.save(file, text);
    else if (language === 'sh') shown += await reader.type(text);
  }
  return shown;
}

/** The blocks from the first of one section to the last of another. */
function between(first: string, last: string): Block[] {
  const from = blocks.findIndex(({ section }) => section === first);
  const to = blocks.findLastIndex(({ section }) => section === last);
  assert.ok(from >= 0 && to >= from, `the page has no blocks from "${first}" to "${last}"`);
  return blocks.slice(from, to + 1);
}

/** The commands with the line that is the reader's own to fill in. */
function withLine(block: Block | undefined, start: string, line: string): string {
  const lines = block?.text.split('\n') ?? [];
  assert.ok(lines[0]?.startsWith(start), `the block does not begin with ${start}`);
  return [line, ...lines.slice(1)].join('\n');
}

/** What a token says of itself. */
function claimsOf(jwt: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/** A line of a tree without what draws its branches, nor what act puts before a line. */
function withoutBranches(line: string): string {
  return line.replace(/^(\[.*?\])?[\s|│├└─]*/, '');
}
