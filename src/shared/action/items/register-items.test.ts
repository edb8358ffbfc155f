import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../../../sandbox/testing/assume-type.ts';
import { createLinkedPerson } from '../../../../sandbox/testing/records.ts';
import { runGit } from '../../../../sandbox/testing/run-git.ts';
import { ApiClient } from '../../../../sandbox/testing/sandbox-support.ts';
import { createCollectionFormat, useSandbox } from '../../client/against-sandbox/sandbox-support.ts';
import type { Provena } from '../../client/index.ts';
import { collectGarbage } from '../../client/testing/collect-garbage.ts';
import { sortByReferences } from '../../documents/items/references.ts';
import { readWorkflowRun } from '../runner/github/workflow-run.ts';
import { createRecordingLog } from '../testing/recording-log.ts';
import { createStepEnvironment } from '../testing/step-environment.ts';
import { formatDrift, formatPlan } from './format-plan.ts';
import { ItemFinder } from './item-finder.ts';
import type { OnDrift } from './merge-document.ts';
import { type IfExists, planItems } from './plan-items.ts';
import { readItems } from './read-items.ts';
import { fetchStoredItem } from './stored-item.ts';
import { writeItems } from './write-items.ts';

interface StepOptions {
  readonly ifExists?: IfExists;
  readonly onDrift?: OnDrift;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the step is cancelled when the first document is written. */
  readonly isCancelled?: boolean;
  /** Called after the plan. */
  readonly beforeWrite?: () => Promise<void>;
  /** Number of the workflow run. Default: another one for each step. */
  readonly run?: number;
  /** Whether the files are from a checkout. Default: true. */
  readonly hasCheckout?: boolean;
}

function commitAll(folder: string): void {
  runGit(folder, 'init', '--quiet');
  runGit(folder, 'add', '--all');
  runGit(folder, 'commit', '--quiet', '--allow-empty', '--message', 'Documents');
}

const server = await useSandbox();
const call = { signal: AbortSignal.timeout(300_000) };

/** The document of a model, with more lines. */
const model = (name: string, ...lines: readonly string[]): string =>
  [
    'kind: model',
    `name: ${name}`,
    `display_name: ${name}`,
    'description: A model.',
    `documentation_url: https://example.org/${encodeURIComponent(name)}`,
    'source_url: https://example.org/src',
    ...lines,
  ].join('\n');

let runs = 0;

/** Registers the documents in files as a step does; returns plan, ids and log. */
async function register(files: Readonly<Record<string, string>>, options: StepOptions = {}) {
  using environment = createStepEnvironment(options.env);
  const { workspace } = environment;
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
  if (options.hasCheckout ?? true) commitAll(workspace);
  const paths = Object.keys(files).map((name) => join(workspace, name));
  const sources = { inline: { input: 'item', text: undefined }, files: { input: 'item-file', paths } };
  const documents = sortByReferences(await readItems({ ...sources, kind: undefined, workspace }));
  const provena = server.as('modeller');
  const log = createRecordingLog();
  const finder = new ItemFinder(documents, {
    provena,
    call,
    workflowRun: readWorkflowRun(process.env),
    workspace,
  });
  const { ifExists = 'update', onDrift = 'keep' } = options;
  const planned = await planItems(documents, { provena, call, finder, onDrift, ifExists, log });
  await options.beforeWrite?.();
  const ids: string[] = [];
  const cancellation = new AbortController();
  const writing = writeItems(planned, {
    provena,
    call: { signal: cancellation.signal },
    finder,
    log,
    onDrift,
    runMetadata: {
      ci_commit: 'abc',
      ci_run_url: `https://example.org/actions/runs/${options.run ?? ++runs}`,
    },
    reason: 'test',
    onWritten(_, { id }) {
      ids.push(id);
      if (options.isCancelled) cancellation.abort();
    },
  });
  if (options.isCancelled) await assert.rejects(writing, { name: 'AbortError' });
  else await writing;
  return { planned, actions: planned.map(({ action }) => action), ids, lines: log.lines, provena };
}

/** The number of requests that listed items. */
function countLists(): number {
  return server.sandbox.requestLog().filter(({ path }) => path === '/registry/general/list').length;
}

suite('register-item: documents in one step', () => {
  test('sortByReferences names both files when copied documents have the same $id', async () => {
    await assert.rejects(
      register({ 'a.yaml': model('One', '$id: same'), 'copies/b.yaml': model('Two', '$id: same') }),
      /copies\/b\.yaml:7:\d+.*\$id.*"same" is also the name of a\.yaml/s,
    );
  });

  for (const [title, a, b] of [
    ['neither has an $id', [], []],
    ['only the first has an $id', ['$id: first'], []],
    ['only the second has an $id', [], ['$id: second']],
  ] as const) {
    test(`planItems names both files when documents have the same kind and name, and ${title}`, async () => {
      await assert.rejects(
        register({ 'a.yaml': model('Equal', ...a), 'b.yaml': model('Equal', ...b) }),
        /b\.yaml:3:\d+: display_name: is also the name of a\.yaml\. Set an \$id or \$handle in both documents/s,
      );
    });
  }

  test('planItems names both files when two documents are of one item', async () => {
    const { ids } = await register({ 'one.yaml': model('Of two documents') });
    const handle = `$handle: ${ids[0]}`;
    for (const [other, place] of [
      [model('Of two documents'), 'three\\.yaml:3:\\d+: display_name'],
      [model('Another name', handle), 'three\\.yaml:7:\\d+: \\$handle'],
    ] as const) {
      await assert.rejects(
        register({ 'two.yaml': model('Two', handle), 'three.yaml': other }),
        new RegExp(
          `${place}: describes the same item as two\\.yaml \\(${ids[0]}\\)\\. Remove one of the documents`,
        ),
      );
    }
  });

  test('planItems plans two items when documents of one name have an $id each', async () => {
    const files = { 'a.yaml': model('Namesake', '$id: n1'), 'b.yaml': model('Namesake', '$id: n2') };
    const first = await register(files);
    assert.deepEqual(first.actions, ['create', 'create']);
    const rerun = await register(files);
    assert.deepEqual(rerun.actions, ['keep', 'keep']);
    assert.deepEqual(rerun.ids, first.ids);
  });
});

suite('register-item: a cancelled step', () => {
  const files = {
    'a.yaml': model('Cancelled A'),
    'b.yaml': model('Cancelled B'),
    'c.yaml': model('Cancelled C'),
  };
  const changed = { ...files, 'a.yaml': model('Cancelled A', 'user_metadata: { owner: us }') };

  test('writeItems names the documents that it does not send, without those that have no changes', async () => {
    await register(files);
    const some = { ...changed, 'c.yaml': model('Cancelled C', 'user_metadata: { owner: us }') };
    const step = await register(some, { isCancelled: true });
    const matches = step.lines.filter((line) => line.includes('Not sent'));
    assert.deepEqual(matches, ['warning: Not sent: c.yaml.']);
  });

  test('writeItems warns of no documents when those that it does not send have no changes', async () => {
    await register(files);
    const step = await register(changed, { isCancelled: true });
    assert.deepEqual(step.actions, ['update', 'keep', 'keep']);
    const matches = step.lines.filter((line) => line.includes('Not sent'));
    assert.deepEqual(matches, []);
  });
});

suite('register-item: documents of later steps', () => {
  test('ItemFinder finds the item by $id when the file moved, and repository and item were renamed', async () => {
    const first = await register({ 'old/m.yaml': model('Before', '$id: moving') });
    const env = { GITHUB_REPOSITORY: 'reef/renamed' };
    const rerun = await register({ 'new/n.yaml': model('After', '$id: moving') }, { env });
    assert.deepEqual(rerun.ids, first.ids);
    const actual = rerun.planned.map(({ action, match }) => [action, match?.matchedBy]);
    assert.deepEqual(actual, [['update', '$id']]);
  });

  test('ItemFinder finds the item by $id in any Unicode form', async () => {
    const id = '$id: récif';
    const first = await register({ 'old.yaml': model('Reef before', id.normalize('NFD')) });
    const rerun = await register({ 'new.yaml': model('Reef after', id.normalize('NFC')) });
    assert.deepEqual([rerun.ids, rerun.actions], [first.ids, ['update']]);
  });

  test('ItemFinder creates another item when another repository has the same $id', async () => {
    const first = await register({ 'm.yaml': model('Theirs', '$id: shared') });
    const env = { GITHUB_REPOSITORY: 'reef/other', GITHUB_REPOSITORY_ID: '8' };
    const rerun = await register({ 'm.yaml': model('Ours', '$id: shared') }, { env });
    assert.notDeepEqual(rerun.ids, first.ids);
  });

  test('planItems creates an item, and names the earlier one, when the name in a file without a checkout changes', async () => {
    const options = { hasCheckout: false };
    const first = await register({ 'artifact.yaml': model('First artifact') }, options);
    const second = await register({ 'artifact.yaml': model('Second artifact') }, options);
    assert.deepEqual(second.actions, ['create']);
    assert.match(
      second.lines.join('\n'),
      new RegExp(
        `info: artifact\\.yaml: the file, .* previously described another item \\(${first.ids[0]}\\)`,
      ),
    );
  });

  test('planItems updates the item of a document that was given an $id, so that name and file can change together', async () => {
    const first = await register({ 'before.yaml': model('To be given an id') });
    const second = await register({ 'before.yaml': model('To be given an id', '$id: given') });
    assert.deepEqual(second.actions, ['update']);
    assert.match(
      second.planned.flatMap(formatPlan).join(),
      /^update what the item records about its document: given \(model, .*matched by name\)$/,
    );
    const third = await register({ 'after.yaml': model('Given an id', '$id: given') });
    assert.deepEqual(third.ids, first.ids);
    assert.deepEqual((await register({ 'after.yaml': model('Given an id', '$id: given') })).actions, [
      'keep',
    ]);
  });

  test('planItems updates the item of a document whose $id was removed, so that the file identifies it', async () => {
    const first = await register({ 'lost.yaml': model('To lose its id', '$id: lost') });
    assert.deepEqual((await register({ 'lost.yaml': model('To lose its id') })).actions, ['update']);
    assert.deepEqual((await register({ 'lost.yaml': model('Without its id') })).ids, first.ids);
    assert.notDeepEqual((await register({ 'new.yaml': model('New', '$id: lost') })).ids, first.ids);
  });

  for (const [title, before, after] of [
    ['the file has a new name and a new $id', [model('Neither')], [model('Both new', '$id: new')]],
    [
      'one of several documents of the file has a new name',
      [model('Stays'), model('Of two')],
      [model('Stays'), model('New of two')],
    ],
    [
      'the file gets a second document and a new name',
      [model('Of one')],
      [model('Added to one'), model('New of one')],
    ],
    [
      'the file loses a document and gets a new name',
      [model('Old of fewer'), model('Removed')],
      [model('Of fewer')],
    ],
    ['the document gets a new name and loses its $id', [model('Keyed', '$id: k')], [model('No key')]],
  ] as const) {
    test(`planItems warns before it creates an item when ${title}`, async () => {
      const file = `${title.replaceAll(/\W+/g, '-')}.yaml`;
      const first = await register({ [file]: before.join('\n---\n') });
      const second = await register({ [file]: after.join('\n---\n') });
      const former = first.ids.filter((id) => !second.ids.includes(id)).join(', ');
      const warning = `warning: ${file}: the file described items that no document of this step describes (${former}). A new item is created; set $handle to use an existing one.`;
      const matches = second.lines.filter((line) => line.startsWith('warning: '));
      assert.deepEqual(matches, [warning]);
      assert.deepEqual((await register({ [file]: after.join('\n---\n') })).lines, []);
    });
  }

  test('planItems does not warn when the documents of a file are replaced by others with another $id', async () => {
    const describe = (year: number) =>
      ['Ice', 'Sea'].map((name) => model(`${name} ${year}`, `$id: ${name}-${year}`)).join('\n---\n');
    await register({ 'yearly.yaml': describe(2025) });
    const { actions, lines } = await register({ 'yearly.yaml': describe(2026) });
    assert.deepEqual(actions, ['create', 'create']);
    assert.deepEqual(lines, []);
  });

  test('planItems updates the item of a document that moved, so that only its new file identifies it', async () => {
    const first = await register({ 'from.yaml': model('Moves') });
    assert.deepEqual((await register({ 'to.yaml': model('Moves') }, { ifExists: 'reuse' })).actions, [
      'keep',
    ]);
    assert.deepEqual((await register({ 'to.yaml': model('Moves') })).actions, ['update']);
    assert.deepEqual((await register({ 'to.yaml': model('Moved on') })).ids, first.ids);
    assert.notDeepEqual((await register({ 'from.yaml': model('At the old path') })).ids, first.ids);
  });

  test('planItems finds a renamed item by its file when an update has recorded the file', async () => {
    const first = await register({ 'two.yaml': `${model('Split 1')}\n---\n${model('Split 2')}` });
    const split = await register({ '1.yaml': model('Split 1'), '2.yaml': model('Split 2') });
    assert.deepEqual([split.ids, split.actions], [first.ids, ['update', 'update']]);
    const renamed = await register({ '1.yaml': model('Renamed 1'), '2.yaml': model('Renamed 2') });
    assert.deepEqual(renamed.ids, first.ids);
  });

  test('planItems finds an item whose document moved when its old file has a document of another kind with its name', async () => {
    const both = 'kind: study\ntitle: Both\ndescription: A study.\ndisplay_name: Both kinds';
    const first = await register({ 'both.yaml': `${model('Both kinds')}\n---\n${both}` });
    const split = await register({ 'both.yaml': model('Both kinds'), 'study.yaml': both });
    assert.deepEqual([split.ids, split.actions], [first.ids, ['update', 'update']]);
  });

  test('ItemFinder reads a file that several items record once', async () => {
    const text = `${model('Copied 1')}\n---\n${model('Copied 2')}`;
    await register({ 'original.yaml': text });
    using environment = createStepEnvironment({});
    const { workspace } = environment;
    for (const name of ['original.yaml', 'copy.yaml']) writeFileSync(join(workspace, name), text);
    const documents = await readItems({
      inline: { input: 'item', text: undefined },
      files: { input: 'item-file', paths: [join(workspace, 'copy.yaml')] },
      kind: undefined,
      workspace,
    });
    const workflowRun = readWorkflowRun(process.env);
    const finder = new ItemFinder(documents, {
      provena: server.as('modeller'),
      call,
      workflowRun,
      workspace,
    });
    for (const document of documents) {
      assert.equal((await finder.find(document))?.belongsToOther, true, document.name);
      rmSync(join(workspace, 'original.yaml'), { force: true });
    }
  });

  test('ItemFinder keeps no list of items in memory after the items were listed again', async () => {
    await register({ 'listed.yaml': model('Listed again') });
    using environment = createStepEnvironment({});
    const { workspace } = environment;
    const path = join(workspace, 'listed.yaml');
    writeFileSync(path, model('Listed again'));
    const [document] = await readItems({
      inline: { input: 'item', text: undefined },
      files: { input: 'item-file', paths: [path] },
      kind: undefined,
      workspace,
    });
    assert.ok(document);
    const workflowRun = readWorkflowRun(process.env);
    const finder = new ItemFinder([document], {
      provena: server.as('modeller'),
      call,
      workflowRun,
      workspace,
    });
    const findItem = async () => {
      const [item] = await finder.findUncached(document);
      assert.ok(item);
      return new WeakRef(item);
    };
    const first = await findItem();
    const second = await findItem();
    await collectGarbage();
    assert.equal(first.deref()?.id, undefined);
    assert.ok(second.deref());
  });

  test('planItems keeps the item of a repository that another one describes, too', async () => {
    const theirs = { GITHUB_REPOSITORY: 'reef/other', GITHUB_REPOSITORY_ID: '8' };
    for (const [name, id] of [
      ['Of both by id', '$id: ours'],
      ['Of both by path', ''],
    ] as const) {
      const first = await register({ [`${name}.yaml`]: model(name, id) });
      for (const text of [model(name), model(name, '$id: theirs')]) {
        const rerun = await register({ 'theirs.yaml': text }, { env: theirs });
        assert.deepEqual([rerun.ids, rerun.actions], [first.ids, ['keep']]);
      }
    }
  });

  test('planItems finds the version that another user created of an item', async () => {
    await createLinkedPerson(new ApiClient(server.sandbox, 'admin'), 'Admin');
    const name = 'Versioned by another user';
    const { ids } = await register({ 'by-other.yaml': model(name) });
    const version = { id: ids[0] ?? '', reason: 'r' };
    const { new_version_id: next } = await server.as('admin').registry.model.version(version, call);
    const again = await register({ 'by-other.yaml': model(name) });
    assert.deepEqual([again.actions, again.ids], [['keep'], [next]]);
    // An item of this user with the name has priority over that version.
    const { value } = await fetchStoredItem(next, again.provena, call);
    const own = await again.provena.registry.model.create(
      { ...value, user_metadata: {} } as never, // it is of a model
      call,
    );
    assert.deepEqual((await register({ 'by-other.yaml': model(name) })).ids, [own.created_item.id]);
  });

  test('planItems names the item of a document when the document of another repository has renamed it', async () => {
    const theirs = { GITHUB_REPOSITORY: 'reef/other', GITHUB_REPOSITORY_ID: '8' };
    const { ids } = await register({ 'ours.yaml': model('Of two repositories') });
    const copy = { 'theirs.yaml': model('Of two repositories') };
    assert.deepEqual((await register(copy, { env: theirs })).ids, ids);
    await register({ 'ours.yaml': model('Renamed by one of two repositories') });
    const { actions, lines } = await register(copy, { env: theirs });
    assert.deepEqual(actions, ['create']);
    assert.deepEqual(lines, [
      `warning: theirs.yaml: items that had this name were renamed (${ids[0]}). A new item is created; set $handle to use an existing one.`,
    ]);
  });

  test('ItemFinder does not take an older version for what a lost request created', async () => {
    const { ids, provena } = await register({ 'v.yaml': model('Old version') });
    const { new_version_id: latest } = await provena.registry.model.version(
      { id: ids[0] ?? '', reason: 'r' },
      call,
    );
    const { value } = await fetchStoredItem(latest, provena, call);
    const renamed = { ...value, display_name: 'Latest version', user_metadata: {} };
    // The type of the document of any kind; this one is of a model.
    await provena.registry.model.update(latest, renamed as never, 'by hand', call);
    const path = '/registry/entity/model/create';
    // The server itself responded, so that the search does not wait for a late effect.
    const fault = { fault: 'refuse', status: 503 } as const;
    server.sandbox.injectFault({ ...fault, service: 'registry', path, times: 1 });
    const again = await register({ 'v.yaml': model('Old version') });
    server.sandbox.clearFaults();
    assert.equal([...ids, latest].includes(again.ids[0] ?? ''), false);
  });

  test('ItemFinder takes no item by path when another document has its name', async () => {
    const first = await register({ 'swap.yaml': model('Swapped') });
    const rerun = await register({ 'swap.yaml': model('New content'), 'moved.yaml': model('Swapped') });
    assert.equal(rerun.ids[1], first.ids[0]);
    assert.notEqual(rerun.ids[0], first.ids[0]);
  });

  test('ItemFinder reports a $handle of another kind at its line', async () => {
    const { study } = server.seed;
    await assert.rejects(
      register({ 'm.yaml': model('Wrong kind', `$handle: ${study}`) }),
      /m\.yaml:7:\d+.* is of kind study, not model/,
    );
  });

  test('planItems ignores reserved fields and reports them when a document was copied from an item', async () => {
    const copied = ['user_metadata:', '  ci_commit: "0000"', '  idempotency_key: theirs', '  site: A'];
    const { ids, lines, provena } = await register({ 'copied.yaml': model('Copied', ...copied) });
    assert.match(lines.join('\n'), /notice: copied\.yaml: Ignored the fields ci_commit, idempotency_key/);
    const { value } = await fetchStoredItem(ids[0] ?? '', provena, call);
    const metadata = assumeType<Record<string, string>>(value['user_metadata']);
    assert.deepEqual(
      [metadata['ci_commit'], metadata['idempotency_key'], metadata['site']],
      ['abc', undefined, 'A'],
    );
  });
});

suite('register-item: changes of others', () => {
  /** Changes a field of an item as another program does. */
  async function change(provena: Provena, id: string, fields: Readonly<Record<string, string>>) {
    const { value } = await fetchStoredItem(id, provena, call);
    // The type of the document of any kind; this one is of a model.
    await provena.registry.model.update(id, { ...value, ...fields } as never, 'by hand', call);
  }
  const read = async (provena: Provena, id: string) => (await fetchStoredItem(id, provena, call)).value;

  test('writeItems sets a value that the document changed even if another writer changed it, too', async () => {
    const { ids, provena } = await register({ 'c.yaml': model('Conflict') });
    const [id = ''] = ids;
    await change(provena, id, { source_url: 'https://example.org/theirs' });
    await register({ 'c.yaml': model('Conflict').replace('org/src', 'org/ours') });
    assert.equal((await read(provena, id))['source_url'], 'https://example.org/ours');
  });

  test('writeItems keeps a later change when another writer had made the change of the document before', async () => {
    const { ids, provena } = await register({ 's.yaml': model('Same change') });
    const [id = ''] = ids;
    const changed = model('Same change').replace('A model.', 'Corrected.');
    await change(provena, id, { description: 'Corrected.' });
    assert.deepEqual((await register({ 's.yaml': changed })).actions, ['update']);
    await change(provena, id, { description: 'Corrected again.' });
    const rerun = await register({ 's.yaml': changed });
    assert.equal((await read(provena, id))['description'], 'Corrected again.');
    assert.match(
      rerun.planned.flatMap(formatDrift).join(),
      /description was changed outside of the document/,
    );
  });

  test('planItems renames the older item when two steps created it at the same time and its document is renamed', async () => {
    const { ids, provena } = await register({ 'twice.yaml': model('Created twice') });
    const [id = ''] = ids;
    // As a step creates it that has searched before the first one created its item.
    await provena.registry.model.create((await read(provena, id)) as never, call);
    const renamed = await register({ 'twice.yaml': model('Created twice, renamed') });
    assert.deepEqual([renamed.actions, renamed.ids], [['update'], ids]);
  });

  test('planItems rejects a document when someone gives its name to the item of another document of its file', async () => {
    const files = { 'two.yaml': `${model('First of two')}\n---\n${model('Second of two')}` };
    const { ids, provena } = await register(files);
    const [first = '', second = ''] = ids;
    await change(provena, first, { display_name: 'Second of two' });
    await assert.rejects(
      register(files),
      new RegExp(`2 items are named "Second of two": ${first}, ${second}\\. Set \\$handle to select one`),
    );
  });

  test('planItems keeps an earlier entry that someone restored, until the document changes', async () => {
    const text = model('Restored');
    const { ids, provena } = await register({ 'r.yaml': text });
    const [id = ''] = ids;
    const changed = text.replace('A model.', 'A mistake.');
    await register({ 'r.yaml': changed });
    await provena.registry.model.revert({ id, history_id: 0, reason: 'Undo' }, call);
    for (const _attempt of [1, 2]) {
      const again = await register({ 'r.yaml': changed });
      assert.deepEqual(again.actions, ['keep']);
      assert.match(again.planned.flatMap(formatDrift).join(), /description was changed outside/);
    }
    assert.equal((await read(provena, id))['description'], 'A model.');
    await register({ 'r.yaml': changed.replace('A mistake.', 'Corrected.') });
    assert.equal((await read(provena, id))['description'], 'Corrected.');
    // A document can return to earlier contents, too.
    await register({ 'r.yaml': changed });
    await register({ 'r.yaml': text });
    assert.deepEqual((await register({ 'r.yaml': text })).actions, ['keep']);
    await register({ 'r.yaml': changed });
    assert.equal((await read(provena, id))['description'], 'A mistake.');
  });

  test('planItems applies a change of the document after the document returned to contents that someone restored', async () => {
    const text = model('Restored and changed');
    const { ids, provena } = await register({ 'rc.yaml': text });
    const [id = ''] = ids;
    const changed = text.replace('A model.', 'Another model.');
    for (const _time of [1, 2]) {
      await register({ 'rc.yaml': changed });
      assert.equal((await read(provena, id))['description'], 'Another model.');
      await provena.registry.model.revert({ id, history_id: 0, reason: 'Undo' }, call);
      const kept = await register({ 'rc.yaml': changed });
      assert.match(kept.planned.flatMap(formatDrift).join(), /description was changed outside/);
      assert.deepEqual((await register({ 'rc.yaml': text })).actions, ['update']);
      assert.deepEqual((await register({ 'rc.yaml': text })).actions, ['keep']);
    }
    // The entry that is restored now is one of those updates: the change is still someone else's.
    await register({ 'rc.yaml': changed });
    const { historyId } = await fetchStoredItem(id, provena, call);
    await provena.registry.model.revert({ id, history_id: historyId - 1, reason: 'Undo' }, call);
    assert.deepEqual((await register({ 'rc.yaml': changed })).actions, ['keep']);
    assert.equal((await read(provena, id))['description'], 'A model.');
    assert.deepEqual((await register({ 'rc.yaml': text })).actions, ['update']);
    await register({ 'rc.yaml': changed });
    assert.equal((await read(provena, id))['description'], 'Another model.');
  });

  test('planItems names no former item of a file when its document has the $handle of that item', async () => {
    const file = 'handle.yaml';
    const { ids, provena } = await register({ [file]: `${model('With handle')}\n---\n${model('Other')}` });
    const [id = ''] = ids;
    await change(provena, id, { display_name: 'Renamed on the website' });
    const documents = [model('With handle', `$handle: ${id}`), model('Other'), model('Third')];
    const { actions, lines } = await register({ [file]: documents.join('\n---\n') });
    assert.deepEqual(actions, ['keep', 'keep', 'create']);
    assert.deepEqual(lines, []);
  });

  for (const [title, before, after] of [
    ['whose file has moved', 'website/before.yaml', 'website/after.yaml'],
    ['in a file with other documents', 'website/many.yaml', 'website/many.yaml'],
    ['in a file that the job wrote', 'website/job.yaml', 'website/job.yaml'],
  ] as const) {
    test(`planItems warns before it creates an item when someone renamed the item of a document ${title}`, async () => {
      const options = { hasCheckout: !title.includes('job') };
      const text = `${model(title)}\n---\n${model(`${title}, other`)}`;
      const { ids, provena } = await register({ [before]: text }, options);
      const [id = ''] = ids;
      await change(provena, id, { display_name: `${title}, renamed` });
      const { actions, lines } = await register({ [after]: text }, options);
      assert.deepEqual(actions, ['create', before === after ? 'keep' : 'update']);
      assert.deepEqual(lines, [
        `warning: ${after}: items that had this name were renamed (${id}). A new item is created; set $handle to use an existing one.`,
      ]);
      assert.deepEqual((await register({ [after]: text }, options)).lines, []);
    });
  }

  test('planItems warns before it creates an item when someone renamed the item of a document and versioned it', async () => {
    const options = { hasCheckout: false };
    const { ids, provena } = await register({ 'versioned.yaml': model('Renamed and versioned') }, options);
    const [id = ''] = ids;
    await change(provena, id, { display_name: 'Renamed on the website, then versioned' });
    const { new_version_id: next } = await provena.registry.model.version({ id, reason: 'Next' }, call);
    const { actions, lines } = await register({ 'versioned.yaml': model('Renamed and versioned') }, options);
    assert.deepEqual(actions, ['create']);
    assert.match(lines.join(), new RegExp(`warning: .*items that had this name were renamed \\(${next}\\)`));
  });

  test('planItems keeps an earlier entry that someone restored when the item gets new versions, until the document changes', async () => {
    const text = model('Restored and versioned');
    const changed = text.replace('A model.', 'Another model.');
    const { ids, provena } = await register({ 'rv.yaml': text });
    await register({ 'rv.yaml': changed });
    await provena.registry.model.revert({ id: ids[0] ?? '', history_id: 0, reason: 'Undo' }, call);
    let [id = ''] = ids;
    for (const reason of ['second', 'third']) {
      id = (await provena.registry.model.version({ id, reason }, call)).new_version_id;
      const again = await register({ 'rv.yaml': changed });
      assert.deepEqual([again.ids, again.actions], [[id], ['keep']]);
      assert.match(again.planned.flatMap(formatDrift).join(), /description was changed outside/);
    }
    const listed = countLists();
    assert.deepEqual((await register({ 'rv.yaml': `${changed}\n$handle: ${id}` })).actions, ['keep']);
    assert.equal(countLists(), listed);
    assert.deepEqual((await register({ 'rv.yaml': changed })).actions, ['keep']);
    const other = text.replace('A model.', 'Yet another model.');
    assert.deepEqual((await register({ 'rv.yaml': other })).actions, ['update']);
    assert.equal((await read(provena, id))['description'], 'Yet another model.');
    assert.deepEqual((await register({ 'rv.yaml': other })).actions, ['keep']);
    assert.deepEqual((await register({ 'rv.yaml': changed })).actions, ['update']);
  });

  test('planItems keeps an earlier entry of a dataset that someone restored through the data store', async () => {
    const metadata = createCollectionFormat('Restored dataset', server.seed.organisation);
    const describe = (description: string) =>
      JSON.stringify({
        kind: 'dataset',
        ...metadata,
        dataset_info: { ...metadata.dataset_info, description },
      });
    const { ids, provena } = await register({ 'd.json': describe('Before') });
    const [id = ''] = ids;
    await register({ 'd.json': describe('A mistake') });
    await provena.datastore.revertDatasetMetadata({ id, history_id: 0, reason: 'Undo' });
    const again = await register({ 'd.json': describe('A mistake') });
    assert.deepEqual(again.actions, ['keep']);
    assert.match(again.planned.flatMap(formatDrift).join(), /description was changed outside/);
    assert.deepEqual((await register({ 'd.json': describe('Before') })).actions, ['update']);
    assert.deepEqual((await register({ 'd.json': describe('Before') })).actions, ['keep']);
    assert.deepEqual((await register({ 'd.json': describe('A mistake') })).actions, ['update']);
  });

  test('writeItems applies what the document had before when all runs have the same number, as under act', async () => {
    const text = model('Under act');
    const changed = text.replace('A model.', 'Another model.');
    const options = { run: 1 };
    const { ids, provena } = await register({ 'a.yaml': text }, options);
    for (const next of [changed, text]) await register({ 'a.yaml': next }, options);
    assert.deepEqual((await register({ 'a.yaml': text }, options)).actions, ['keep']);
    await register({ 'a.yaml': changed }, options);
    assert.equal((await read(provena, ids[0] ?? ''))['description'], 'Another model.');
  });

  test('writeItems keeps what someone else changes while a step runs', async () => {
    const text = model('Changed meanwhile');
    const { ids, provena } = await register({ 'w.yaml': text });
    const [id = ''] = ids;
    await register(
      { 'w.yaml': text.replace('A model.', 'A better model.') },
      { beforeWrite: () => change(provena, id, { source_url: 'https://example.org/theirs' }) },
    );
    const { description, source_url: url } = await read(provena, id);
    assert.deepEqual([description, url], ['A better model.', 'https://example.org/theirs']);
  });

  test('planItems names the item whose next version was deleted instead of creating another one', async () => {
    for (const [name, id] of [
      ['Deleted by id', '$id: deleted'],
      ['Deleted by name', ''],
    ] as const) {
      const { ids, provena } = await register({ 'v.yaml': model(name, id) });
      const version = { id: ids[0] ?? '', reason: 'r' };
      const { new_version_id: next } = await provena.registry.model.version(version, call);
      await server.as('admin').registry.general.delete(next, call);
      await assert.rejects(
        register({ 'v.yaml': model(name, id) }),
        new RegExp(`v\\.yaml:.*${ids[0]}.*${next}.*\\$handle`),
      );
      const byHandle = await register({ 'v.yaml': model(name, `$handle: ${ids[0]}`) });
      assert.deepEqual(byHandle.actions, ['keep']);
    }
  });
});
