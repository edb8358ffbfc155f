import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { runGit } from '../../sandbox/testing/run-git.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { DOCUMENTS } from './repository-documents.ts';
import { Runner } from './runner.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatModelDocument, isFaultApplied, useJob } from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

suite('items as documents of a repository', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);

  const register = (
    inputs: Record<string, string>,
    files: Record<string, string> = {},
    env: Record<string, string> = {},
  ) => job.runner.runStep('register-item', { with: inputs, files, env });
  const all = { 'item-file': 'provena/**/*.yaml' };
  /** Registers a file that is committed to the checkout. */
  const registerCommitted = (
    path: string,
    text: string,
    inputs: Record<string, string>,
    env: Record<string, string> = {},
  ) => {
    const { workspace } = job.runner;
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
    runGit(workspace, 'init', '--quiet');
    runGit(workspace, 'add', path);
    runGit(workspace, 'commit', '--quiet', '--allow-empty', '--message', path);
    return register({ 'item-file': path, ...inputs }, {}, env);
  };

  test('register-item registers all YAML documents of a file and finds them again in another order', async () => {
    const one = 'kind: organisation\ndisplay_name: Several A\nname: Several A\n';
    const two = 'kind: organisation\n$id: several-b\ndisplay_name: Several B\nname: Several B\n';
    const run = (text: string) =>
      job.runner.runStep('register-item', {
        files: { 'several.yaml': text },
        with: { 'item-file': 'several.yaml' },
      });
    const first = await expectSuccess(run(`${one}---\n${two}---\n`));
    const ids: Record<string, string> = JSON.parse(first.outputs['ids'] ?? '{}');
    assert.deepEqual(Object.keys(ids).sort(), ['several-b', 'several.yaml']);
    const rerun = await run(`${two}---\n${one}`);
    assert.equal(rerun.outputs['unchanged'], '2', rerun.log);
    assert.deepEqual(JSON.parse(rerun.outputs['ids'] ?? '{}'), {
      'several-b': ids['several-b'],
      'several.yaml#2': ids['several.yaml'],
    });
  });

  test('register-item plans, creates items in the order of their references, and changes nothing when it runs again', async () => {
    const plan = await expectSuccess(register({ ...all, plan: 'true' }, DOCUMENTS));
    assertOutputs(plan, { created: '5', ids: undefined });
    assert.match(plan.log, /create: waves \(model\)/);

    const first = await expectSuccess(register({ ...all, wait: 'true', timeout: '60s' }));
    const ids: Record<string, string> = JSON.parse(first.outputs['ids'] ?? '{}');
    assert.equal(Object.keys(ids).length, 5);
    const workflow = await api.item('entity/model_run_workflow', ids['provena/workflow.yaml'] ?? '');
    assert.equal(workflow['software_id'], ids['waves']);
    assert.equal(
      assumeType<{ template_id: string }[]>(workflow['input_templates'])[0]?.template_id,
      ids['provena/templates/forcing.yaml'],
    );
    assert.equal(
      assumeType<Record<string, string>>(workflow['user_metadata'])['document_path'],
      'reef/models:provena/workflow.yaml',
    );
    assert.equal(
      assumeType<Record<string, string>>(workflow['user_metadata'])['ci_repository'],
      'reef/models',
    );
    assert.equal(JSON.parse(first.outputs['session-ids'] ?? '[]').length, 4);

    const second = await expectSuccess(register({ ...all, 'if-exists': 'update' }));
    assertOutputs(second, { created: '0', updated: '0', unchanged: '5' });
    assert.deepEqual(JSON.parse(second.outputs['ids'] ?? '{}'), ids);
  });

  test('register-item updates, reuses or rejects existing items as if-exists requires', async () => {
    const renamed = {
      'provena/model.yaml': DOCUMENTS['provena/model.yaml'].replace(
        'Heights of waves.',
        'Heights and periods of waves.',
      ),
    };
    const kept = await register({ 'item-file': 'provena/model.yaml' }, { ...DOCUMENTS, ...renamed });
    assert.equal(kept.outputs['unchanged'], '1');
    assert.match(
      kept.log,
      /not updated, because if-exists is reuse: .*\n.*description: "Heights of waves\." → "Heights and periods of waves\."/,
    );
    const updated = await register({
      'item-file': 'provena/model.yaml',
      'if-exists': 'update',
      reason: 'Periods too',
    });
    assert.equal(updated.outputs['updated'], '1', updated.log);
    const id = updated.outputs['id'] ?? '';
    const item = await api.item('entity/model', id);
    assert.equal(item['description'], 'Heights and periods of waves.');
    assert.equal(assumeType<{ reason: string }[]>(item['history'])[0]?.reason, 'Periods too');
    const rejected = await register({ 'item-file': 'provena/model.yaml', 'if-exists': 'error' });
    assert.equal(rejected.exitCode, 1);
    assert.match(
      rejected.annotations[0]?.message ?? '',
      new RegExp(
        `waves already exists: ${id} \\(matched by \\$id\\). Set if-exists: reuse to keep it, or if-exists: update`,
      ),
    );
  });

  test('register-item accepts items that an earlier attempt created when if-exists is error', async () => {
    const attempt = (run: string, number: string) =>
      job.runner.runStep('register-item', {
        with: {
          item: 'kind: organisation\ndisplay_name: New in this run\nname: New in this run\n',
          'if-exists': 'error',
        },
        env: { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: number },
      });
    const first = await expectSuccess(attempt('8101', '1'));
    const second = await expectSuccess(attempt('8101', '2'));
    assertOutputs(second, { id: first.outputs['id'], created: '0' });
    for (const [run, number] of [
      ['8101', '1'],
      ['8102', '1'],
      ['8102', '2'],
    ] as const)
      assertFailed(await attempt(run, number), /already exists: /);
  });

  test('register-item names link-run when if-exists is error and an earlier attempt may have created the item without it', async () => {
    const attempt = (number: string) =>
      job.runner.runStep('register-item', {
        with: {
          item: 'kind: organisation\ndisplay_name: New and unlinked\nname: New and unlinked\n',
          'if-exists': 'error',
          'link-run': 'false',
        },
        env: { GITHUB_RUN_ID: '8103', GITHUB_RUN_ATTEMPT: number },
      });
    await expectSuccess(attempt('1'));
    assertFailed(await attempt('2'), /already exists: .*created it with link-run: false, a re-run cannot/);
    const again = await attempt('1');
    assertFailed(again, /already exists: /);
    assert.doesNotMatch(again.lastMessage, /link-run/);
  });

  test('register-item finds items by exact name or by $handle', async () => {
    const byName = await register({
      item: 'kind: study\ndisplay_name: How fast CO2 rises\ntitle: x\ndescription: y\n',
    });
    assert.equal(byName.outputs['id'], job.seed.study, byName.log);
    const byHandle = await register({
      item: `kind: study\n$handle: ${job.seed.study}\ndisplay_name: Other\ntitle: x\ndescription: y\n`,
    });
    assert.equal(byHandle.outputs['id'], job.seed.study);
    const wrong = await register({
      item: `kind: study\n$handle: ${job.seed.model}\ndisplay_name: Other\ntitle: x\ndescription: y\n`,
    });
    assert.match(wrong.lastMessage, /is of kind model, not study/);
  });

  test('register-item creates an item for each inline document of another name', async () => {
    const ids = new Set<string | undefined>();
    for (const name of ['Inline Alpha', 'Inline Beta', 'Inline Alpha']) {
      const step = await expectSuccess(register({ item: formatModelDocument(name), 'if-exists': 'update' }));
      ids.add(step.outputs['id']);
    }
    assert.equal(ids.size, 2);
  });

  test('register-item creates an item for each name that is merged over one file, or is in a file outside of the workspace', async () => {
    const registerFile = async (file: string, inputs: Record<string, string>, text: string) => {
      if (isAbsolute(file)) writeFileSync(file, text);
      const files = isAbsolute(file) ? {} : { [file]: text };
      const step = await expectSuccess(
        register({ 'item-file': file, 'if-exists': 'update', ...inputs }, files),
      );
      return step.outputs['id'];
    };
    const merged = (name: string) =>
      registerFile(
        'shared.yaml',
        { item: `{ display_name: ${name}, name: ${name} }` },
        formatModelDocument('Shared'),
      );
    assert.notEqual(await merged('Merged Alpha'), await merged('Merged Beta'));
    const outside = join(mkdtempSync(join(tmpdir(), 'items-')), 'item.yaml');
    const written = (name: string) => registerFile(outside, {}, formatModelDocument(name));
    assert.notEqual(await written('Outside Alpha'), await written('Outside Beta'));
  });

  test('register-item keeps an item whose file was moved or renamed in place, or whose repository was renamed', async () => {
    const run = (path: string, name: string, env: Record<string, string> = {}) =>
      registerCommitted(path, formatModelDocument(name), { 'if-exists': 'update' }, env);
    const id = (await run('moves/one.yaml', 'Moving')).outputs['id'];
    assert.ok(id);
    rmSync(join(job.runner.workspace, 'moves/one.yaml'));
    assert.equal((await run('moves/two.yaml', 'Moving')).outputs['id'], id);
    assert.equal(
      (await run('moves/two.yaml', 'Moving', { GITHUB_REPOSITORY: 'reef/renamed' })).outputs['id'],
      id,
    );
    const renamed = await run('moves/two.yaml', 'Moved');
    assertOutputs(renamed, { id, updated: '1' });
    // The old path is free for another document.
    assert.notEqual((await run('moves/one.yaml', 'Another')).outputs['id'], id);
  });

  test('register-item finds an item by its $id when act registered it, and when act changes it', async () => {
    const onGitHub = { GITHUB_REPOSITORY_ID: '7' };
    const withAct = { ACT: 'true', GITHUB_REPOSITORY: 'Reef/Models' };
    const run = async (name: string, env: Record<string, string>) => {
      const text = formatModelDocument(name).replace('\n', '\n$id: by-act\n');
      const step = await registerCommitted('by-act.yaml', text, { 'if-exists': 'update' }, env);
      assert.doesNotMatch(step.log, /warning/);
      return step.outputs['id'];
    };
    const id = await run('By act', withAct);
    assert.equal(await run('By GitHub', onGitHub), id);
    assert.equal(await run('By GitHub again', onGitHub), id);
    assert.equal(await run('By act again', withAct), id);
    // Another repository that was given the name.
    const step = await registerCommitted(
      'by-act.yaml',
      formatModelDocument('By another').replace('\n', '\n$id: by-act\n'),
      {},
      { GITHUB_REPOSITORY_ID: '8', GITHUB_REPOSITORY: 'reef/others' },
    );
    assert.notEqual(step.outputs['id'], id);
  });

  test('register-item finds the item that GitHub registered when act registered another one of the same $id or file', async () => {
    const withAct = { ACT: 'true' };
    const onGitHub = { GITHUB_REPOSITORY_ID: '7' };
    // Before the repository had the name that act records, as versions that did not recognize act's documents.
    const before = { ...onGitHub, GITHUB_REPOSITORY: 'reef/before' };
    for (const [path, id] of [
      ['two-items.yaml', '\n$id: two-items\n'],
      ['two-files.yaml', '\n'],
    ] as const) {
      const run = async (name: string, env: Record<string, string>) => {
        const text = formatModelDocument(`${name}, ${path}`).replace('\n', id);
        const step = await registerCommitted(path, text, { 'if-exists': 'update' }, env);
        return step.outputs['id'];
      };
      const ofAct = await run('Trial', withAct);
      const ofGitHub = await run('In earnest', before);
      assert.notEqual(ofGitHub, ofAct);
      assert.equal(await run('In earnest, renamed', onGitHub), ofGitHub);
    }
  });

  test('register-item warns when the names of two documents were changed so that one has the former name of the other', async () => {
    const run = async (one: string, two: string) => {
      const files = { 'names/a.yaml': one, 'names/b.yaml': two };
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(join(job.runner.workspace, 'names'), { recursive: true });
        writeFileSync(join(job.runner.workspace, path), text);
      }
      runGit(job.runner.workspace, 'init', '--quiet');
      runGit(job.runner.workspace, 'add', 'names');
      runGit(job.runner.workspace, 'commit', '--quiet', '--allow-empty', '--message', 'Names');
      return expectSuccess(register({ 'item-file': 'names/*.yaml', 'if-exists': 'update' }));
    };
    const first = await run(formatModelDocument('Name A'), formatModelDocument('Name B'));
    const ids: Record<string, string> = JSON.parse(first.outputs['ids'] ?? '{}');
    // Files that were exchanged are no reason to warn.
    const exchanged = await run(formatModelDocument('Name B'), formatModelDocument('Name A'));
    assert.deepEqual(exchanged.warnings, []);
    await run(formatModelDocument('Name A'), formatModelDocument('Name B'));
    const renamed = await run(
      formatModelDocument('Name B').replace('About Name B', 'About Name A'),
      formatModelDocument('Name C').replace('About Name C', 'About Name B'),
    );
    assert.match(
      renamed.warnings.join('\n'),
      new RegExp(
        `a\\.yaml: the document replaces the values of ${ids['names/b.yaml']}, which has its name and which names/b\\.yaml described\\. The file described ${ids['names/a.yaml']} \\(Name A\\) before`,
      ),
    );
  });

  test('register-item warns that a file described another item when git is missing, so that it may have been renamed', async () => {
    const withoutGit = { PATH: '/nonexistent' };
    const path = 'without-git/model.yaml';
    const { id } = (await registerCommitted(path, formatModelDocument('Without git'), {}, withoutGit))
      .outputs;
    const renamed = await registerCommitted(path, formatModelDocument('Renamed without git'), {}, withoutGit);
    assert.notEqual(renamed.outputs['id'], id);
    assert.match(renamed.warnings.join('\n'), new RegExp(`the file described items that .*\\(${id}\\)`));
    // A job that writes the file describes another item each time.
    const again = await registerCommitted(path, formatModelDocument('Third without git'), {}, withoutGit);
    assert.deepEqual(again.warnings, []);
    assert.match(again.log, /the file previously described another item/);
  });

  test('register-item warns before it creates an item for a document whose name and file were changed together', async () => {
    const run = async (path: string, name: string) => {
      const text = formatModelDocument(name).replace(`About ${name}`, 'Heights of tides');
      const step = await expectSuccess(registerCommitted(path, text, { 'if-exists': 'update' }));
      return { id: step.outputs['id'], warnings: step.warnings };
    };
    const { id, warnings: none } = await run('together/tides.yaml', 'Tides');
    assert.deepEqual(none, []);
    assert.deepEqual((await run('together/other.yaml', 'Other tides')).warnings, []);
    rmSync(join(job.runner.workspace, 'together/tides.yaml'));
    const text = formatModelDocument('Currents').replace('About Currents', 'Heights of tides');
    // Nobody moved a document that a job wrote.
    const path = 'together/generated.yaml';
    const generated = await expectSuccess(register({ 'item-file': path }, { [path]: text }));
    assert.doesNotMatch(generated.log, /warning/);
    rmSync(join(job.runner.workspace, path));
    const moved = await run('together/surges.yaml', 'Surges');
    assert.notEqual(moved.id, id);
    assert.equal(moved.warnings.length, 1);
    assert.match(
      moved.warnings[0] ?? '',
      new RegExp(`surges\\.yaml: items whose files are gone .*\\(${id}\\)`),
    );
  });

  test('register-item rejects a document that was copied with its $id', async () => {
    const run = (path: string, name: string, description = `About ${name}`) =>
      register(
        { 'item-file': path, 'if-exists': 'update' },
        {
          [path]: formatModelDocument(name)
            .replace('\n', '\n$id: copied\n')
            .replace(`About ${name}`, description),
        },
      );
    const { id } = (await run('copies/one.yaml', 'Original')).outputs;
    const copy = await run('copies/two.yaml', 'Copy');
    assertFailed(
      copy,
      new RegExp(
        `\\$id: copied is also the \\$id of copies/one\\.yaml, which describes ${id} \\(Original\\)`,
      ),
    );
    const sameName = await run('copies/two.yaml', 'Original', 'Other content');
    assert.equal(sameName.exitCode, 1, sameName.log);
    assert.equal((await run('copies/two.yaml', 'Original')).outputs['unchanged'], '1');
    // Without the original, the document has another name and another file.
    rmSync(join(job.runner.workspace, 'copies/one.yaml'));
    assert.equal((await run('copies/two.yaml', 'Copy')).outputs['id'], id);
  });

  test('register-item lets a document replace that of another file when it has the $handle that the message names', async () => {
    const run = (path: string, lines: string) =>
      register(
        { 'item-file': path, 'if-exists': 'update' },
        { [path]: `${formatModelDocument('Rendered')}$id: rendered\n${lines}\n` },
      );
    const { id } = (await run('rendered/source.yaml', '')).outputs;
    const rejected = await run('rendered/result.yaml', 'user_metadata: { version: "1" }');
    const [handle = ''] = /\$handle to \S+\/\w+/.exec(rejected.log) ?? [];
    const lines = `user_metadata: { version: "1" }\n${handle.replace(' to', ':')}`;
    const replaced = await run('rendered/result.yaml', lines);
    assertOutputs(replaced, { id, updated: '1' });
    const later = await run('rendered/result.yaml', 'user_metadata: { version: "2" }');
    assertOutputs(later, { id, updated: '1' });
  });

  test('register-item uses the older of two items that steps created from one inline document at the same time', async () => {
    const inputs = { item: 'kind: organisation\ndisplay_name: Inline twice\nname: Inline twice\n' };
    const { id = '' } = (await expectSuccess(register(inputs))).outputs;
    const { display_name, name, user_metadata } = await api.item('agent/organisation', id);
    const copy = (metadata: unknown) =>
      api.call('registry', 'POST', '/registry/agent/organisation/create', {
        display_name,
        name,
        user_metadata: metadata,
      });
    // As a step creates it whose request takes effect after its job was cancelled.
    await copy(user_metadata);
    const again = await expectSuccess(register(inputs, {}, { GITHUB_RUN_ID: '4712' }));
    assert.equal(again.outputs['id'], id);
    assert.match(again.lastMessage, new RegExp(`2 items were created from this document\\. ${id} is used`));
    await copy({});
    assertFailed(await register(inputs), /3 items are named "Inline twice": .*Set \$handle to select one/);
  });

  test('register-item warns that a document was described by a file outside of the sparse checkout, unless it has moved', async () => {
    const workspace = join(job.runner.workspace, 'sparse');
    const git = (...args: readonly string[]) => runGit(workspace, ...args);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    };
    const createDocument = (name: string) =>
      `kind: organisation\n$id: sparse\ndisplay_name: ${name}\nname: ${name}\n`;
    const update = async (folder: string) => {
      git('sparse-checkout', 'set', folder);
      const inputs = { 'item-file': `sparse/${folder}/*.yaml`, 'if-exists': 'update' };
      const { outputs, warnings } = await expectSuccess(register(inputs));
      return { id: outputs['id'], warnings };
    };
    write('north/a.yaml', createDocument('Sparse north'));
    write('south/b.yaml', createDocument('Sparse south'));
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'two documents');
    const { id } = await update('north');
    for (const [folder, other] of [
      ['south', 'north/a.yaml'],
      ['north', 'south/b.yaml'],
    ] as const) {
      const { warnings } = await update(folder);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(
        warnings[0] ?? '',
        new RegExp(`${id} was last described by sparse/${other}, which the sparse`),
      );
    }
    git('sparse-checkout', 'disable');
    git('rm', '--quiet', 'south/b.yaml');
    git('mv', 'north/a.yaml', 'north/moved.yaml');
    write('north/moved.yaml', createDocument('Sparse moved'));
    git('commit', '--quiet', '--all', '--message', 'one document');
    assert.deepEqual(await update('north'), { id, warnings: [] });
  });

  test('register-item rejects a document with the name of another file and other content, and accepts an exact copy', async () => {
    const run = (path: string, description: string) =>
      register(
        { 'item-file': path, 'if-exists': 'update' },
        { [path]: formatModelDocument('Namesake').replace('About Namesake', description) },
      );
    const { id } = (await run('namesakes/one.yaml', 'First')).outputs;
    const other = await run('namesakes/two.yaml', 'Second');
    assertFailed(
      other,
      new RegExp(
        `display_name: is also the name of namesakes/one\\.yaml, which describes ${id} and has other content`,
      ),
    );
    assert.equal((await api.item('entity/model', id ?? ''))['description'], 'First');
    // Neither file changes what the item records about the other.
    for (const path of ['namesakes/two.yaml', 'namesakes/one.yaml'])
      assert.deepEqual((await run(path, 'First')).outputs['unchanged'], '1');
    rmSync(join(job.runner.workspace, 'namesakes/one.yaml'));
    const moved = await run('namesakes/two.yaml', 'Second');
    assertOutputs(moved, { id, updated: '1' });
  });

  test('register-item rejects an $id of another folder when the files have several documents', async () => {
    const run = (folder: string) =>
      register(
        { 'item-file': `${folder}/items.yaml`, 'if-exists': 'update' },
        {
          [`${folder}/items.yaml`]: `${formatModelDocument(`Model of ${folder}`)}$id: of-team\n---\n${formatModelDocument(`Second of ${folder}`)}`,
        },
      );
    const first = await run('team-a');
    assert.equal(first.outputs['created'], '2', first.log);
    const second = await run('team-b');
    assert.equal(second.exitCode, 1, second.log);
    assert.match(second.log, /of-team is also the \$id of team-a\/items\.yaml/);
    const { 'of-team': id = '' } = assumeType<Record<string, string>>(
      JSON.parse(first.outputs['ids'] ?? '{}'),
    );
    assert.equal((await api.item('entity/model', id))['display_name'], 'Model of team-a');
  });

  test('register-item does not change an item back and forth when two repositories describe it', async () => {
    const run = (description: string, repository: string) =>
      register(
        { 'item-file': 'both.yaml', 'if-exists': 'update' },
        { 'both.yaml': formatModelDocument('Of both').replace('About Of both', description) },
        { GITHUB_REPOSITORY: repository },
      );
    const { id = '' } = (await run('Ours', 'reef/models')).outputs;
    const theirs = await run('Theirs', 'reef/other');
    assertOutputs(theirs, { id, updated: '1' });
    assert.match(
      theirs.log,
      /warning: both\.yaml: a document of another repository \(reef\/models:both\.yaml\)/,
    );
    const ours = await run('Ours', 'reef/models');
    assert.equal(ours.outputs['unchanged'], '1', ours.log);
    assert.match(ours.log, /warning: .* description was changed outside of the document to "Theirs"; .*\.$/m);
    assert.equal((await run('Theirs', 'reef/other')).outputs['unchanged'], '1');
    assert.equal((await api.item('entity/model', id))['description'], 'Theirs');
  });

  test('register-item finds an item by its $id after a fork has updated it', async () => {
    const run = (name: string, description: string, env: Record<string, string> = {}) =>
      register(
        {
          item: `$id: forked\n${formatModelDocument(name)}`.replace(`About ${name}`, description),
          'if-exists': 'update',
        },
        {},
        env,
      );
    const { id } = (await run('Forked', 'Of the original')).outputs;
    const fork = await run('Forked', 'Of the fork', { GITHUB_REPOSITORY: 'fork/models' });
    assertOutputs(fork, { id, updated: '1' });
    const renamed = await run('Forked and renamed', 'Of the original');
    assertOutputs(renamed, { id, updated: '1' });
  });

  test('register-item names the setting that renames an item which was renamed in the registry', async () => {
    const run = (inputs: Record<string, string> = {}) =>
      registerCommitted('rename/by-hand.yaml', formatModelDocument('By hand'), {
        'if-exists': 'update',
        ...inputs,
      });
    const id = (await run()).outputs['id'] ?? '';
    await job.run('update-item', { id, reason: 'r', updates: 'display_name: By someone' });
    const kept = await run();
    assertOutputs(kept, { id, unchanged: '1' });
    assert.match(kept.log, /is used and keeps the name "By someone"; set on-drift: overwrite to rename it/);
    assert.doesNotMatch(kept.log, /is renamed from/);
    const overwritten = await run({ 'on-drift': 'overwrite' });
    assert.match(overwritten.log, /is renamed from "By someone"/);
    assert.equal((await api.item('entity/model', id))['display_name'], 'By hand');
  });

  test('register-item and update-item send nothing for a value that the server stores in another form', async () => {
    const overwrite = { 'if-exists': 'update', 'on-drift': 'overwrite' };
    const documents = [
      'kind: person\ndisplay_name: Domain\nfirst_name: A\nlast_name: B\nemail: A@Example.ORG\nethics_approved: true\n',
      formatModelDocument('Blanks').replace('https://example.org/docs', '" https://example.org/docs "'),
    ];
    for (const item of documents) {
      assert.equal((await register({ item })).outputs['created'], '1');
      const again = await register({ item, ...overwrite });
      assertOutputs(again, { unchanged: '1', drift: '[]' });
      const update = await job.runner.runStep('update-item', {
        with: { id: again.outputs['id'] ?? '', reason: 'r', updates: item.replace(/^kind: .*\n/, '') },
      });
      assert.equal(update.outputs['updated'], 'false', update.log);
    }
  });

  test('register-item names a document that is a broken symbolic link', async () => {
    symlinkSync('.git/annex/objects/none', join(job.runner.workspace, 'annexed.yaml'));
    const step = await register({ 'item-file': 'annexed.yaml' });
    assertFailed(step, /^annexed\.yaml: input item-file: a broken symbolic link\. .*git-annex/);
  });

  test('register-item counts only what it wrote, and names the documents that it did not send', async () => {
    const path = '/registry/entity/model/create';
    job.sandbox.injectFault({ fault: 'refuse', path, status: 400, after: 1 });
    const names = ['counts/1.yaml', 'counts/2.yaml', 'counts/3.yaml'];
    const step = await register(
      { 'item-file': 'counts/*.yaml' },
      Object.fromEntries(names.map((name) => [name, formatModelDocument(name)])),
    );
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 1);
    assertOutputs(step, { created: '1', unchanged: '0' });
    assert.deepEqual(Object.keys(JSON.parse(step.outputs['ids'] ?? '{}')), ['counts/1.yaml']);
    assert.deepEqual(step.warnings, [
      'counts/2.yaml was not written completely. Not sent after it: counts/3.yaml.',
    ]);
  });

  test('register-item names the item that it takes as renamed, and how to describe another one', async () => {
    const run = (name: string, ifExists: string) =>
      registerCommitted('rename/one.yaml', formatModelDocument(name), { 'if-exists': ifExists });
    const { id } = (await run('Old name', 'update')).outputs;
    const reused = await run('New name', 'reuse');
    assert.equal(reused.outputs['id'], id);
    const warning = `you own no model named "New name"\\. ${id}, which this file described before, is`;
    assert.match(
      reused.annotations[0]?.message ?? '',
      new RegExp(`${warning} used and keeps the name "Old name"; set if-exists: update to rename it`),
    );
    const updated = await run('New name', 'update');
    assert.equal(updated.outputs['updated'], '1');
    assert.match(
      updated.annotations[0]?.message ?? '',
      new RegExp(`${warning} renamed from "Old name"\\. .* give it an \\$id`),
    );
  });

  test('register-item creates an item for each name that a job writes to one file, generated or changed', async () => {
    const runner = await Runner.start({
      PROVENA_ENDPOINTS: JSON.stringify(job.sandbox.endpoints),
      PROVENA_OFFLINE_TOKEN: job.sandbox.users.modeller.offlineToken,
    });
    const checkout = join(runner.workspace, 'models');
    const commit = (name: string): void => {
      writeFileSync(join(checkout, 'tracked.yaml'), formatModelDocument(name));
      runGit(checkout, 'add', '--all');
      runGit(checkout, 'commit', '--quiet', '--message', name);
    };
    try {
      mkdirSync(checkout);
      runGit(checkout, 'init', '--quiet');
      writeFileSync(join(checkout, '.gitignore'), 'ignored*.yaml');
      commit('Tracked');
      const run = async (file: string, name?: string) => {
        const step = await expectSuccess(
          runner.runStep('register-item', {
            ...(name === undefined ? {} : { files: { [file]: formatModelDocument(name) } }),
            with: { 'item-file': file, 'if-exists': 'update' },
          }),
        );
        return step.outputs['id'];
      };
      symlinkSync('ignored-target.yaml', join(checkout, 'link.yaml'));
      commit('Tracked with a link');
      for (const file of ['models/generated.yaml', 'models/ignored.yaml', 'models/link.yaml']) {
        const alpha = await run(file, `Alpha of ${file}`);
        assert.notEqual(await run(file, `Beta of ${file}`), alpha);
        assert.equal((await api.item('entity/model', alpha ?? ''))['display_name'], `Alpha of ${file}`);
      }
      const tracked = await run('models/tracked.yaml');
      commit('Tracked and renamed');
      assert.equal(await run('models/tracked.yaml'), tracked);
      assert.notEqual(await run('models/tracked.yaml', 'Changed by the job'), tracked);
    } finally {
      await runner.stop();
    }
  });

  for (const [title, name, id] of [
    ['a $id', 'At once', '\n$id: at-once\n'],
    ['a file', 'At once, without $id', '\n'],
  ] as const)
    test(`register-item names the other items of ${title} that steps at the same time created`, async () => {
      const path = 'at-once.yaml';
      const text = formatModelDocument(name).replace('\n', id);
      const registered = await registerCommitted(path, text, {});
      const { id: first = '' } = registered.outputs;
      // As a step creates it that has searched before the first one created its item.
      const value = pickFields(await api.item('entity/model', first));
      const created = await api.call('registry', 'POST', '/registry/entity/model/create', value);
      const other = assumeType<{ id: string }>(created['created_item']).id;
      const later = await registerCommitted(path, text, {});
      assertOutputs(later, { unchanged: '1', id: first });
      assert.match(
        later.annotations[0]?.message ?? '',
        new RegExp(`2 items were created from this document\\. ${first} is used; ${other} is left over`),
      );
    });

  test('register-item warns before it creates an item of a name that differs only in $id or spelling', async () => {
    const run = (name: string, id: string) =>
      register({ item: formatModelDocument(JSON.stringify(name)).replace('\n', `\n$id: ${id}\n`) });
    const first = await run('Ca\u00f1on of waves', 'canon');
    const warnings = (step: typeof first) => step.warnings;
    assert.deepEqual(warnings(first), []);
    for (const [name, id] of [
      ['Ca\u00f1on of waves', 'canyon'],
      ['Can\u0303on of  WAVES ', 'canyons'],
      ['Ca\u00f1on\u00a0of w\u200baves', 'invisible'],
    ] as const) {
      const step = await run(name, id);
      assert.equal(step.outputs['created'], '1', step.log);
      assert.match(
        warnings(step).join('\n'),
        new RegExp(`another \\$id or spelling .*${first.outputs['id']}`),
      );
    }
    assert.deepEqual(warnings(await run('Ca\u00f1on of waves', 'canon')), []);
  });

  test('register-item does not report that nothing was recorded when the server rejects a later document', async () => {
    const dataset = `kind: dataset
associations: { organisation_id: { $ref: early } }
approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} }
dataset_info: { name: Rejected, description: d, access_info: {}, publisher_id: 10378.1/404, created_date: {}, published_date: {}, license: 'https://example.org' }
`;
    const step = await register(
      { 'item-file': 'partial/*.yaml' },
      {
        'partial/organisation.yaml': 'kind: organisation\n$id: early\ndisplay_name: Early\nname: Early\n',
        'partial/rejected.yaml': dataset,
      },
    );
    assert.equal(step.exitCode, 1);
    const ids: Record<string, string> = JSON.parse(step.outputs['ids'] ?? '{}');
    assert.deepEqual(Object.keys(ids), ['early'], step.log);
    assert.match(step.log, /publisher_id: the server rejects it/);
    assert.match(step.log, /Correct the problem above\.\n/);
    assert.doesNotMatch(step.log, /Nothing was/);
  });

  test('register-item keeps, overwrites or rejects values that someone else changed', async () => {
    const document = (description: string) =>
      `${formatModelDocument('Drifting')}`.replace('About Drifting', description);
    const apply = (description: string, inputs: Record<string, string> = {}) =>
      register({ item: document(description), 'if-exists': 'update', ...inputs });
    const id = (await apply('first')).outputs['id'] ?? '';
    const source = async () => (await api.item('entity/model', id))['source_url'];
    await job.runner.runStep('update-item', {
      with: { id, reason: 'release', updates: 'source_url: https://example.org/released' },
    });

    const failed = await apply('second', { 'on-drift': 'fail' });
    assert.equal(failed.exitCode, 1);
    assert.equal((await api.item('entity/model', id))['description'], 'first');

    const kept = await apply('second');
    assertOutputs(kept, { id, updated: '1' });
    assert.equal(await source(), 'https://example.org/released');
    assert.match(
      kept.log,
      /source_url was changed outside of the document to "https:\/\/example\.org\/released"/,
    );
    assert.deepEqual(JSON.parse(kept.outputs['drift'] ?? '[]'), [
      {
        document: 'input item',
        id,
        field: 'source_url',
        'document-value': 'https://example.org/src',
        'item-value': 'https://example.org/released',
      },
    ]);
    assert.equal((await apply('second')).outputs['updated'], '0');

    assert.equal((await apply('second', { 'on-drift': 'overwrite' })).outputs['updated'], '1');
    assert.equal(await source(), 'https://example.org/src');
  });

  test('update-item and register-item warn when they change an item that has a newer version', async () => {
    const file = { 'older.yaml': formatModelDocument('Older') };
    const { id = '' } = (await register({ 'item-file': 'older.yaml' }, file)).outputs;
    const version = await job.run('version-item', { id, reason: 'New' });
    const warning = new RegExp(`warning: ${id} has a newer version \\(${version.outputs['id']}\\)`);
    const update = (inputs: Record<string, string>) => job.run('update-item', { id, reason: 'r', ...inputs });
    const older = await update({ updates: 'description: Of the older one' });
    assert.match(older.log, warning);
    assert.doesNotMatch((await update({ updates: 'description: Of the older one' })).log, /warning/);
    assert.doesNotMatch((await update({ updates: 'description: Latest', latest: 'true' })).log, /warning/);
    const byHandle = { 'older.yaml': `${formatModelDocument('Older')}$handle: ${id}\n` };
    const registered = await register({ 'item-file': 'older.yaml', 'if-exists': 'update' }, byHandle);
    assert.equal(registered.outputs['updated'], '0', registered.log);
    const changed = byHandle['older.yaml'].replace('About Older', 'Changed');
    const again = await register(
      { 'item-file': 'older.yaml', 'if-exists': 'update' },
      { 'older.yaml': changed },
    );
    assert.match(again.log, warning);
  });

  test('version-item warns in a re-run when someone has created a version of the version that it updates', async () => {
    const { id = '' } = (await register({ item: formatModelDocument('Overtaken') })).outputs;
    const attempt = (number: string) =>
      job.runner.runStep('version-item', {
        with: { id, reason: 'Second', updates: 'description: Second', 'job-index': '0' },
        env: { GITHUB_RUN_ID: '8201', GITHUB_RUN_ATTEMPT: number, GITHUB_ACTION: 'version' },
      });
    const path = '/registry/entity/model/update';
    job.sandbox.injectFault({ fault: 'refuse', status: 403, service: 'registry', path });
    const second = (await attempt('1')).outputs['id'];
    job.sandbox.clearFaults();
    const third = await job.run('version-item', { id, reason: 'Third' });
    const rerun = await expectSuccess(attempt('2'));
    assert.equal(rerun.outputs['id'], second);
    assert.match(
      rerun.log,
      new RegExp(
        `warning: ${second} has a newer version \\(${third.outputs['id']}\\), which this update does not`,
      ),
    );
  });

  test('version-item names a version that another step creates at the same time, and a re-run continues with it', async () => {
    const { id = '' } = (await register({ item: formatModelDocument('At the same time') })).outputs;
    const version = (reason: string, env: Record<string, string> = {}) =>
      job.run('version-item', { id, reason, 'job-index': '0' }, env);
    let other: ReturnType<typeof version> | undefined;
    await using proxy = await startRewritingProxy(job, 'registry', {
      '/registry/general/fetch': async (response) => {
        other ??= expectSuccess(version('Other'));
        await other;
        return response;
      },
    });
    const env = { ...proxy.env, GITHUB_RUN_ID: '8202', GITHUB_ACTION: 'version' };
    const failed = await version('Own', env);
    const second = (await other)?.outputs['id'];
    assertFailed(
      failed,
      new RegExp(`created the next version of ${id} meanwhile: ${second}\\nRe-run the job`),
    );
    const rerun = await expectSuccess(version('Own', { ...env, GITHUB_RUN_ATTEMPT: '2' }));
    assertOutputs(rerun, { 'previous-id': second, version: '3' });
  });

  test('version-item and update-item name a later version that was deleted', async () => {
    const item = formatModelDocument('To lose its version');
    const { id = '' } = (await register({ item })).outputs;
    const version = () => job.run('version-item', { id, reason: 'New' });
    const deleted = (await version()).outputs['id'] ?? '';
    const admin = new CheckedClient(job.sandbox, 'admin');
    await admin.call('registry', 'DELETE', `/registry/general/delete?id=${encodeURIComponent(deleted)}`);
    const updated = await job.runner.runStep('update-item', {
      with: { id, latest: 'true', reason: 'r', updates: 'description: x' },
    });
    for (const { exitCode, log } of [await version(), updated]) {
      assert.equal(exitCode, 1, log);
      assert.match(log, new RegExp(`the later version ${deleted} of ${id} is not in the registry`));
    }
  });

  test('register-item prints that a template follows the new version of its model', async () => {
    const files = {
      'follow/model.yaml': `$id: followed\n${formatModelDocument('Followed')}`,
      'follow/template.yaml':
        'kind: model-run-workflow-template\n$id: follower\ndisplay_name: Follower\nsoftware_id: { $ref: followed }\n',
    };
    const first = await register({ 'item-file': 'follow/*.yaml' }, files);
    const ids = JSON.parse(first.outputs['ids'] ?? '{}');
    const version = await job.run('version-item', { id: ids.followed, reason: 'v2' });
    const second = await register({ 'item-file': 'follow/*.yaml', 'if-exists': 'update' });
    assert.match(second.log, /software_id: .* → .* \(follows the latest version of followed\)/);
    assert.equal(
      (await api.item('entity/model_run_workflow', ids.follower))['software_id'],
      version.outputs['id'],
    );
  });

  test('version-item and update-item record the run that wrote them, and a version has no key of its predecessor', async () => {
    const sha = (digit: string) => ({ GITHUB_SHA: digit.repeat(40), GITHUB_RUN_ID: digit });
    const created = await register({ item: formatModelDocument('Linked') }, {}, sha('1'));
    const id = created.outputs['id'] ?? '';
    await job.runner.runStep('update-item', {
      with: { id, reason: 'r', updates: 'user_metadata: { idempotency_key: kept, content_fingerprint: x }' },
    });
    const version = await job.run('version-item', { id, reason: 'v2' }, sha('2'));
    const fields = async (item: string) =>
      assumeType<Record<string, string>>((await api.item('entity/model', item))['user_metadata']);
    const ofVersion = await fields(version.outputs['id'] ?? '');
    assert.deepEqual([ofVersion['ci_commit'], ofVersion['idempotency_key']], ['2'.repeat(40), undefined]);
    await job.run('update-item', { id, reason: 'r', updates: 'description: new' }, sha('3'));
    assert.equal((await fields(id))['ci_commit'], '3'.repeat(40));
  });

  test('update-item and version-item keep fields whose names only start like those of the run', async () => {
    const interval = { ci_lower: '1.2', ci_upper: '3.4' };
    const item = `${formatModelDocument('Interval')}user_metadata: ${JSON.stringify(interval)}\n`;
    const id = (await register({ item })).outputs['id'] ?? '';
    const inputs = { id, reason: 'r', updates: 'description: Changed' };
    await job.run('update-item', inputs);
    const version = await job.run('version-item', inputs);
    for (const handle of [id, version.outputs['id'] ?? '']) {
      const fields = assumeType<Record<string, string>>(
        (await api.item('entity/model', handle))['user_metadata'],
      );
      assert.deepEqual({ ci_lower: fields['ci_lower'], ci_upper: fields['ci_upper'] }, interval);
    }
  });

  test('update-item names the item that it updated when the item cannot be read afterwards', async () => {
    const id = (await register({ item: formatModelDocument('Not readable') })).outputs['id'] ?? '';
    const path = '/registry/general/fetch';
    job.sandbox.injectFault({ fault: 'refuse', status: 403, service: 'registry', path, after: 1 });
    const step = await job.run('update-item', { id, reason: 'r', updates: 'description: Written' });
    job.sandbox.clearFaults();
    assertOutputs(step, { updated: 'true', version: '' });
    assert.match(step.log, new RegExp(`Updated ${id}`));
    assert.match(step.summary, /1 field changed/);
  });

  test('register-item, update-item and version-item warn when another step changes the item at the same time', async () => {
    const name = 'Changed at once';
    const { id = '' } = (await register({ item: formatModelDocument(name) })).outputs;
    const path = '/registry/entity/model/update';
    const item = formatModelDocument(name).replace('About', 'All about');
    const steps = [
      () => register({ item, 'if-exists': 'update' }),
      () => job.run('update-item', { id, updates: 'source_url: https://example.org/new', reason: 'r' }),
      () => job.run('version-item', { id, reason: 'Next', updates: 'description: Of the version' }),
    ];
    for (const run of steps) {
      job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 3000, times: 1 });
      const running = run();
      await waitUntil(() => isFaultApplied(job.sandbox), { subject: 'the update' });
      job.sandbox.clearFaults();
      const models = await api.list('registry', '/registry/entity/model/list');
      const latest = models.find(
        ({ display_name: displayName, versioning_info: versioning }) =>
          displayName === name && !assumeType<{ next_version?: string }>(versioning).next_version,
      );
      const changed = { ...pickFields(latest ?? {}), description: 'By someone else' };
      const query = `id=${encodeURIComponent(String(latest?.['id']))}&reason=other`;
      await api.call('registry', 'PUT', `${path}?${query}`, changed);
      const step = await expectSuccess(running);
      assert.match(step.warnings.join('\n'), /was changed concurrently: its history has 2 new entries/);
    }
  });

  test('update-item does not summarize changes that the server rejected', async () => {
    const id = (await register({ item: formatModelDocument('Update rejected') })).outputs['id'] ?? '';
    const path = '/registry/entity/model/update';
    job.sandbox.injectFault({ fault: 'refuse', status: 403, service: 'registry', path });
    const step = await job.run('update-item', { id, reason: 'r', updates: 'description: Written' });
    job.sandbox.clearFaults();
    assert.equal(step.outputs['updated'], 'false');
    assertFailed(step, /not permitted/);
    assert.doesNotMatch(step.summary, /changed/);
  });

  test('update-item succeeds when the response to its request is lost', async () => {
    const id = (await register({ item: formatModelDocument('Answer lost') })).outputs['id'] ?? '';
    job.sandbox.injectFault({ fault: 'lose-answer', path: '/registry/entity/model/update', times: 1 });
    const step = await job.run('update-item', { id, reason: 'r', updates: 'description: Written' });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    assertOutputs(step, { updated: 'true', version: '1' });
  });

  test('register-item accepts people and datasets, and resolves me to the linked person', async () => {
    const document = `kind: dataset
associations: { organisation_id: ${job.seed.organisation}, data_custodian_id: me }
approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} }
dataset_info: { name: As code, description: d, access_info: {}, publisher_id: ${job.seed.organisation}, created_date: {}, published_date: {}, license: 'https://example.org' }
`;
    const first = await expectSuccess(register({ item: document, 'link-run': 'false' }));
    const second = await register({ item: document, 'if-exists': 'update' });
    assertOutputs(second, { id: first.outputs['id'], unchanged: '1' });
    const person = await register({
      item: 'display_name: Ada\nfirst_name: Ada\nlast_name: L\nemail: ada@example.org\nethics_approved: true\n',
      kind: 'person',
    });
    assert.equal(person.outputs['created'], '1', person.log);
  });

  test('register-item names the remedy when a response is lost and the search for the item fails', async () => {
    const [create, list] = ['/registry/entity/model/create', '/registry/general/list'];
    job.sandbox.injectFault({ fault: 'lose-answer', service: 'registry', path: create, times: 1 });
    job.sandbox.injectFault({ fault: 'refuse', status: 403, service: 'registry', path: list, after: 1 });
    const item = formatModelDocument('Outcome unknown');
    const lost = await register({ item });
    job.sandbox.clearFaults();
    assertFailed(lost, /in a re-run or in a new workflow run: it searches/);
    const again = await expectSuccess(job.run('register-item', { item }, { GITHUB_RUN_ID: '77' }));
    assertOutputs(again, { created: '0' });
  });

  test('register-item creates no second item when a response is lost', async () => {
    job.sandbox.injectFault({ fault: 'lose-answer', path: '/registry/entity/model/create', times: 1 });
    const step = await register({
      item: DOCUMENTS['provena/model.yaml'].replace('waves', 'lost').replace('Wave model', 'Lost model'),
    });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    const models = await api.list('registry', '/registry/entity/model/list');
    const found = models.filter((item) => item['display_name'] === 'Lost model');
    const foundIds = found.map((item) => item['id']);
    assert.deepEqual(foundIds, [step.outputs['id']]);
  });

  test('register-item reports the errors of all documents and creates nothing', async () => {
    const step = await register(all, {
      ...DOCUMENTS,
      'provena/model.yaml': DOCUMENTS['provena/model.yaml'].replace(
        'documentation_url: https://example.org/docs',
        'documentation_url: docs',
      ),
      'provena/templates/heights.yaml': 'kind: dataset-templat\ndisplay_name: x\n',
    });
    assert.equal(step.exitCode, 1);
    assert.deepEqual(
      step.annotations
        .filter(({ file }) => file)
        .map(({ file, line, message }) => `${file}:${line} ${message}`)
        .sort(),
      [
        'provena/model.yaml:6 documentation_url: expected an http or https URL; found "docs". Example: https://docs.example.org/reef',
        'provena/templates/heights.yaml:1 kind: expected one of organisation, person, model, dataset-template, model-run-workflow-template, study, dataset, found "dataset-templat". Did you mean "dataset-template"?',
      ],
    );
  });

  test('register-item rejects missing, wrong-kind and cyclic references', async () => {
    const study = (id: string, more: string) =>
      `kind: model-run-workflow-template\n$id: ${id}\ndisplay_name: ${id}\nsoftware_id: ${more}\n`;
    const cases: readonly [files: Record<string, string>, pattern: RegExp][] = [
      [
        { 'ref/a.yaml': study('a', '{ $ref: wave }'), 'ref/b.yaml': DOCUMENTS['provena/model.yaml'] },
        /"wave" is neither the \$id nor the file of a document here\. Did you mean "waves"\?/,
      ],
      [
        {
          'ref/a.yaml': study('a', '{ $ref: institute }'),
          'ref/b.yaml': DOCUMENTS['provena/organisation.yaml'],
        },
        /expected a document of kind model; institute is of kind organisation/,
      ],
    ];
    for (const [files, pattern] of cases) {
      assertFailed(await register({ 'item-file': 'ref/*.yaml' }, files), pattern);
    }
  });

  test('update-item merges, sends nothing without a change, and fails on a version conflict', async () => {
    const id = job.seed.study;
    const update = (inputs: Record<string, string>) =>
      job.run('update-item', { id, reason: 'test', ...inputs });
    const plan = await update({ updates: 'title: New title', plan: 'true' });
    assertOutputs(plan, { updated: 'false', version: '0' });
    const first = await update({
      updates: 'title: New title\nstudy_alternative_id: S-1',
      'expect-version': '0',
    });
    assertOutputs(first, { updated: 'true', version: '1' });
    const rerun = await update({ updates: 'title: New title', 'expect-version': '0' });
    assertOutputs(rerun, { updated: 'false', version: '1', changes: '[]' });
    const late = await update({ updates: 'title: Later', 'expect-version': '0' });
    assert.match(late.lastMessage, /has changed: its latest history entry is 1, not 0/);
    const removed = await job.runner.runStep('update-item', {
      files: { 'u.yaml': 'study_alternative_id: null' },
      with: { id, reason: 'gone', 'updates-file': 'u.yaml', 'link-run': 'false' },
    });
    assert.equal(removed.outputs['updated'], 'true', removed.log);
    assert.equal((await api.item('activity/study', id))['study_alternative_id'], null);
    await update({ updates: 'study_alternative_id: S-2' });
    const merged = await job.runner.runStep('update-item', {
      files: { 'u.yaml': 'description: By the file.' },
      with: { id, reason: 'gone', 'updates-file': 'u.yaml', updates: 'study_alternative_id: null' },
    });
    assert.equal(merged.outputs['updated'], 'true', merged.log);
    const study = await api.item('activity/study', id);
    assert.deepEqual([study['study_alternative_id'], study['description']], [null, 'By the file.']);
    const wrong = await update({ updates: 'title: 12\ntitel: x' });
    assert.match(
      wrong.lastMessage,
      /title: expected a string, found 12.*titel: is not a known field\. Did you mean "title"\?/s,
    );
  });

  test('update-item sends nothing when it removes a key that the mapping no longer has', async () => {
    const remove = () =>
      job.run('update-item', {
        id: job.seed.organisation,
        reason: 'gone',
        updates: 'user_metadata: { old: null }',
        'link-run': 'false',
      });
    // The first update may store the empty mapping.
    assert.equal((await remove()).exitCode, 0);
    const again = await remove();
    assertOutputs(again, { updated: 'false', changes: '[]' });
  });

  test('update-item and version-item reject null for an unknown field', async () => {
    const updates = 'display_nam: null\nuser_metadata: {absent: null}';
    for (const action of ['update-item', 'version-item']) {
      const step = await job.run(action, { id: job.seed.model, reason: 'r', updates });
      assertFailed(
        step,
        /^input updates, line 1, column 1: display_nam: is not a known field\. Did you mean "display_name"\?\n/,
      );
    }
  });

  test('version-item creates one version of the latest version and merges updates into it', async () => {
    const env = { GITHUB_ACTION: 'version', 'INPUT_JOB-INDEX': '0' };
    const version = (inputs: Record<string, string>, more: Record<string, string> = {}) =>
      job.run('version-item', { id: job.seed.model, reason: 'Next season', ...inputs }, { ...env, ...more });
    const first = await version({
      updates: 'description: Second version',
      wait: 'true',
      timeout: '60s',
      'expect-version': '1',
      'update-reason': 'for v2',
    });
    assert.equal(first.exitCode, 0, first.log);
    assertOutputs(first, { 'previous-id': job.seed.model, version: '2', updated: 'true', reused: 'false' });
    const item = await api.item('entity/model', first.outputs['id'] ?? '');
    assert.equal(item['description'], 'Second version');
    const rerun = await version({ updates: 'description: Second version' }, { GITHUB_RUN_ATTEMPT: '2' });
    assertOutputs(rerun, { id: first.outputs['id'], reused: 'true', updated: 'false' });
    const late = await version({ 'expect-version': '1' }, { GITHUB_ACTION: 'other' });
    assert.match(late.lastMessage, /the latest version is 2 \(.*\), not 1/);
    const latest = await job.runner.runStep('update-item', {
      with: { id: job.seed.model, latest: 'true', updates: 'description: Third', reason: 'r' },
    });
    assert.equal(latest.outputs['id'], first.outputs['id'], latest.log);
    const third = await version({}, { GITHUB_ACTION: 'third' });
    assertOutputs(third, { 'previous-id': first.outputs['id'], version: '3' });
    const unversioned = await job.run('version-item', { id: job.seed.study, reason: 'x' });
    assert.match(
      unversioned.lastMessage,
      /is of kind study, which has no versions\. Kinds with versions: model, dataset-template/,
    );
  });

  test('version-item finds its own version when steps of a composite action share a key', async () => {
    const attempt = async (number: string) => {
      const env = { GITHUB_ACTION: 'composite', 'INPUT_JOB-INDEX': '0', GITHUB_RUN_ATTEMPT: number };
      const results: (string | undefined)[] = [];
      for (const description of ['one', 'two', 'two']) {
        const step = await expectSuccess(
          job.runner.runStep('version-item', {
            with: { id: job.seed.outputTemplate, reason: 'Next', updates: `description: ${description}` },
            env,
          }),
        );
        results.push(step.outputs['id']);
      }
      return results;
    };
    const first = await attempt('1');
    assert.equal(new Set(first).size, 3);
    assert.deepEqual(await attempt('2'), first);
  });

  test('version-item finds its version in a re-run when an earlier step names the latest version of the item', async () => {
    const document = formatModelDocument('Released');
    const attempt = async (number: string) => {
      const env = { GITHUB_RUN_ATTEMPT: number, 'INPUT_JOB-INDEX': '0', GITHUB_ACTION: 'registered' };
      const item = await register({ item: document }, {}, env);
      // The steps of a composite action share a key. Each version is that of one step.
      let id = item.outputs['id'] ?? '';
      const versions: string[] = [];
      for (const _step of number === '1' ? [1] : [1, 2]) {
        const step = await expectSuccess(job.run('version-item', { id, reason: 'Release' }, env));
        id = step.outputs['id'] ?? '';
        versions.push(`${step.outputs['version']} ${step.outputs['reused']} ${step.outputs['previous-id']}`);
      }
      return { item: item.outputs['id'], versions, id };
    };
    const first = await attempt('1');
    const second = await attempt('2');
    assert.equal(second.item, first.id, 'the document describes the latest version');
    assert.deepEqual(second.versions, [`2 true ${first.item}`, `3 false ${first.id}`]);
    const third = await attempt('3');
    assert.deepEqual(third.versions, [`2 true ${first.item}`, `3 true ${first.id}`]);
  });

  test('version-item finds the version of its idempotency-key when id is that version', async () => {
    const created = await register({ item: formatModelDocument('Keyed release') });
    const version = (id = '') =>
      job.run('version-item', { id, reason: 'Release', 'idempotency-key': 'release-of-latest' });
    const first = await version(created.outputs['id']);
    const again = await version(first.outputs['id']);
    assertOutputs(again, { id: first.outputs['id'], reused: 'true' });
  });

  test('register-item and version-item wait for the job of an earlier attempt, and fail until its work is in the graph', async () => {
    const env = (attempt: string) => ({
      GITHUB_RUN_ATTEMPT: attempt,
      'INPUT_JOB-INDEX': '0',
      GITHUB_ACTION: 'wait',
    });
    const item = formatModelDocument('With a failed job');
    const failOnce = (subType: 'REGISTER_CREATE_ACTIVITY' | 'REGISTER_VERSION_ACTIVITY') =>
      job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: subType, times: 1 });
    const registerAgain = (number: string) =>
      register({ item, wait: 'true', timeout: '60s' }, {}, env(number));
    failOnce('REGISTER_CREATE_ACTIVITY');
    const created = await registerAgain('1');
    const found = await registerAgain('2');
    const version = (number: string) =>
      job.runner.runStep('version-item', {
        with: { id: created.outputs['id'] ?? '', reason: 'Next', wait: 'true', timeout: '60s' },
        env: env(number),
      });
    failOnce('REGISTER_VERSION_ACTIVITY');
    const versioned = await version('1');
    const versionedAgain = await version('2');
    job.sandbox.clearFaults();
    const awaited = await job.run('await-job', { 'session-id': created.outputs['session-ids'] ?? '' });
    for (const step of [created, found, versioned, versionedAgain, awaited]) {
      assert.equal(step.exitCode, 1, step.log);
      assert.match(step.log, /1 of 1 job failed:.*as an example\. If .*A re-run does not repeat such a job/s);
    }
    assert.equal(found.outputs['session-ids'], created.outputs['session-ids']);
    assert.equal(versionedAgain.outputs['session-id'], versioned.outputs['session-id']);
    await expectSuccess(register({ item, wait: 'true' }, {}, { GITHUB_RUN_ID: '4712' }));
    const admin = new CheckedClient(job.sandbox, 'admin');
    const launched: unknown[] = [];
    for (const id of [...JSON.parse(created.outputs['session-ids'] ?? ''), versioned.outputs['session-id']]) {
      const response = await admin.call('jobs', 'GET', `/jobs/admin/fetch?session_id=${id}`);
      const { username, job_type, job_sub_type, payload } = assumeType<Record<string, unknown>>(
        response['job'],
      );
      const request = { username, job_type, job_sub_type, job_payload: payload };
      launched.push((await admin.call('jobs', 'POST', '/jobs/admin/launch', request))['session_id']);
    }
    await job.run('await-job', { 'session-id': launched.join('\n') });
    for (const repaired of [await registerAgain('3'), await version('3')]) {
      assert.equal(repaired.exitCode, 0, repaired.log);
      assert.match(repaired.log, /Job \S+ failed, but the provenance graph contains the creation of \S+\./);
    }
  });

  test('register-item names no job of a version that another workflow run created of its item', async () => {
    const item = formatModelDocument('Versioned by another run');
    const env = (run: string) => ({ GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: '2' });
    const { outputs: first } = await expectSuccess(register({ item }, {}, env('4713')));
    assert.equal(JSON.parse(first['session-ids'] ?? '').length, 1);
    const inputs = { id: first['id'] ?? '', reason: 'Next', 'job-index': '0' };
    const version = await expectSuccess(job.run('version-item', inputs, env('4714')));
    const { outputs: again } = await expectSuccess(register({ item }, {}, env('4713')));
    assert.deepEqual([again['id'], again['session-ids']], [version.outputs['id'], '[]']);
  });

  test('register-item and version-item do not wait for jobs of other users', async () => {
    const item = formatModelDocument('Of two users');
    const registered = await register({ item });
    const { id = '' } = registered.outputs;
    const version = (env: Record<string, string> = {}) =>
      job.run('version-item', { id, reason: 'Next', 'idempotency-key': 'two-users', wait: 'true' }, env);
    const versioned = await version();
    for (const handle of [id, versioned.outputs['id'] ?? ''])
      await api.call('registry', 'PUT', `/registry/entity/model/auth/configuration?id=${handle}`, {
        owner: 'modeller',
        general: ['metadata-read', 'metadata-write', 'admin'],
        groups: {},
      });
    const env = { PROVENA_OFFLINE_TOKEN: job.sandbox.users.colleague.offlineToken };
    const found = await register({ item: `${item}\n$handle: ${id}`, wait: 'true' }, {}, env);
    const foundVersion = await version(env);
    for (const step of [found, foundVersion]) assert.equal(step.exitCode, 0, step.log);
    assert.deepEqual(
      [found.outputs['session-ids'], foundVersion.outputs['session-id'], foundVersion.outputs['id']],
      ['[]', '', versioned.outputs['id']],
    );
  });

  test('version-item keeps changes that someone made to its version, and its run, when it finds the version again', async () => {
    const created = await register({ item: formatModelDocument('Corrected') });
    const version = (run: string) =>
      job.runner.runStep('version-item', {
        with: {
          id: created.outputs['id'] ?? '',
          reason: 'Next',
          updates: 'description: As released',
          'idempotency-key': 'corrected',
        },
        env: { GITHUB_RUN_ID: run },
      });
    const id = (await version('71')).outputs['id'] ?? '';
    const corrected = { ...(await api.item('entity/model', id)), description: 'Corrected by hand' };
    const names = ['display_name', 'name', 'description', 'documentation_url', 'source_url', 'user_metadata'];
    const fields = Object.fromEntries(Object.entries(corrected).filter(([name]) => names.includes(name)));
    const query = new URLSearchParams({ id, reason: 'by hand' });
    await api.call('registry', 'PUT', `/registry/entity/model/update?${query}`, fields);
    const again = await version('72');
    assertOutputs(again, { id, updated: 'false' });
    assert.match(
      again.log,
      /description was changed to "Corrected by hand" .* the updates have "As released"/,
    );
    const item = await api.item('entity/model', id);
    assert.equal(item['description'], 'Corrected by hand');
    assert.match(assumeType<Record<string, string>>(item['user_metadata'])['ci_run_url'] ?? '', /\/71$/);
  });

  test('version-item fails when its idempotency-key belongs to a version with other content', async () => {
    const version = (description: string) =>
      job.run('version-item', {
        id: job.seed.model,
        reason: 'Keyed',
        updates: `description: ${description}`,
        'idempotency-key': 'keyed',
      });
    const first = await expectSuccess(version('one'));
    assert.equal((await version('one')).outputs['id'], first.outputs['id']);
    assertFailed(await version('two'), /idempotency key keyed belongs to version \d+ \(/);
    assert.equal((await api.item('entity/model', first.outputs['id'] ?? ''))['description'], 'one');
  });

  test('version-item has the new version in its summary when its update fails, and sets updated before it waits', async () => {
    const id = job.seed.outputTemplate;
    job.sandbox.injectFault({
      fault: 'refuse',
      service: 'registry',
      path: '/registry/entity/dataset_template/update',
      status: 400,
      body: { detail: 'No updates today' },
      times: 1,
    });
    const failed = await job.run('version-item', { id, reason: 'Half made', updates: 'description: Never' });
    job.sandbox.clearFaults();
    assertFailed(failed, /No updates today/);
    const { id: created = '', version } = failed.outputs;
    assert.match(failed.summary, new RegExp(`\\| ${version} \\| \\[${created}\\]\\(.*\\) \\| failed \\|`));
    await using proxy = await startRewritingProxy(job, 'jobs', {
      '/jobs/user/fetch': ({ job: found, ...response }) => ({
        ...response,
        job: { ...assumeType<object>(found), status: 'PENDING' },
      }),
    });
    const late = await job.runner.runStep('version-item', {
      with: { id, reason: 'Late', updates: 'description: Late', wait: 'true', timeout: '1s' },
      env: proxy.env,
    });
    assertFailed(late, /1 of 1 job is not finished/);
    assert.equal(late.outputs['updated'], 'true', late.log);
  });

  test('version-item creates one version when a response is lost, and rejects invalid updates before it creates one', async () => {
    const id = job.seed.inputTemplate;
    const wrong = await job.run('version-item', { id, reason: 'x', updates: 'description: 7' });
    assert.equal(wrong.exitCode, 1);
    job.sandbox.injectFault({
      fault: 'lose-answer',
      service: 'registry',
      path: '/registry/entity/dataset_template/version',
      times: 1,
    });
    const step = await job.runner.runStep('version-item', {
      files: { 'v.yaml': 'description: Lost and found' },
      with: { id, reason: 'x', 'updates-file': 'v.yaml', 'link-run': 'false', 'idempotency-key': 'my-key' },
    });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    const old = await api.item('entity/dataset_template', id);
    assert.equal(
      assumeType<{ next_version: string }>(old['versioning_info']).next_version,
      step.outputs['id'],
    );
    assert.equal(
      (await api.item('entity/dataset_template', step.outputs['id'] ?? ''))['description'],
      'Lost and found',
    );
  });
});

/** The fields of the document of a model, without those that the server adds. */
function pickFields(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = ['display_name', 'name', 'description', 'documentation_url', 'source_url', 'user_metadata'];
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}
