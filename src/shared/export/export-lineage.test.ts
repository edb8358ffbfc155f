import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { startSandbox } from '../../../sandbox/index.ts';
import { connect, NotFoundError, offlineToken } from '../client/index.ts';
import { exportLineage } from './export-lineage.ts';

suite('exportLineage', async () => {
  const sandbox = await startSandbox({ pace: 'instant' });
  const template = sandbox.seed?.workflowTemplate ?? '';
  const credentials = offlineToken(sandbox.users.modeller.offlineToken);
  const provena = connect({ endpoints: sandbox.endpoints, credentials });
  after(async () => {
    await provena.close();
    await sandbox.close();
  });

  test('exportLineage returns the files of each format, with handles at the Handle System', async () => {
    const paths = {
      'prov-json': ['lineage.json'],
      'prov-n': ['lineage.provn'],
      'ro-crate': [`workflow-templates/${template.replace('/', '-')}.json`, 'ro-crate-metadata.json'],
    } as const;
    for (const format of ['prov-json', 'prov-n', 'ro-crate'] as const) {
      const { files, nodeCount, linkCount, unreadable } = await exportLineage(provena, {
        id: template,
        format,
      });
      assert.deepEqual([...files.keys()], paths[format]);
      assert.ok(nodeCount > 1 && linkCount > 0);
      assert.deepEqual(unreadable, []);
      assert.match(files.get(paths[format].at(-1) ?? '') ?? '', /https:\/\/hdl\.handle\.net\//);
    }
  });

  test('exportLineage fails when the registry does not have the item', async () => {
    await assert.rejects(exportLineage(provena, { id: '10378.1/404', format: 'prov-n' }), NotFoundError);
  });
});
