import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectToLoopback } from '../testing/loopback-connection.ts';
import { ID } from '../testing/samples.ts';

const REPORT = { id: ID, item_subtype: 'STUDY', depth: 1 } as const;
const ok = { status: { success: true, details: '' } };

test('generateReport returns a job on current servers', async () => {
  await using on = await connectToLoopback(() => ({ body: { session_id: 's' } }));
  assert.deepEqual(await on.provena.prov.generateReport(REPORT), { kind: 'job', session_id: 's' });
});

test('generateReport returns the unchanged document on older servers', async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const headers = { 'content-type': type, 'content-disposition': 'attachment; filename="report.docx"' };
  await using on = await connectToLoopback(() => ({ body: bytes, headers }));
  const report = await on.provena.prov.generateReport(REPORT);
  assert.ok(report.kind === 'document');
  assert.deepEqual(new Uint8Array(report.bytes), bytes);
  assert.equal(report.filename, 'report.docx');
});

const link = { source: 'b', target: 'a', type: 'used' };
for (const [name, list] of [
  ['links', { links: [link] }],
  ['edges', { edges: [link] }],
  ['neither', {}],
] as const) {
  test(`graph is read when its relations are in ${name}`, async () => {
    const graph = {
      directed: true,
      multigraph: false,
      graph: {},
      nodes: [{ id: 'a', item_subtype: 'NEW_KIND' }],
      ...list,
    };
    await using on = await connectToLoopback(() => ({ body: { ...ok, record_count: 1, graph } }));
    const lineage = await on.provena.prov.exploreUpstream('a');
    assert.deepEqual(lineage.graph.links, name === 'neither' ? [] : [link]);
    assert.equal(lineage.graph.nodes[0]?.item_subtype, 'NEW_KIND');
  });
}

const TABLE = 'display name,ü\r\n"a, b",1\r\n';
const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(TABLE)]);
for (const [title, table] of [
  ['text', TABLE],
  ['text with a byte-order mark', `\ufeff${TABLE}`],
  ['bytes', Buffer.from(TABLE)],
  ['bytes with a byte-order mark', marked],
] as const) {
  test(`table given as ${title} is sent as one file without a byte-order mark`, async () => {
    await using on = await connectToLoopback(() => ({
      body: { ...ok, new_records: [], existing_records: [], warnings: [] },
    }));
    await on.provena.prov.convertModelRuns(table);
    const [request] = on.server.requests;
    const form = await new Response(new Uint8Array(request?.body ?? []), {
      headers: { 'content-type': String(request?.headers['content-type']) },
    }).formData();
    const file = form.get('csv_file');
    assert.ok(file instanceof File);
    assert.equal(file.type, 'text/csv');
    assert.equal(await file.text(), TABLE);
  });
}

test('dry run does not change the item of a model run', async () => {
  await using on = await connectToLoopback(() => ({ body: { diff: [] } }));
  await on.provena.prov.admin.deleteModelRunProvenanceAndRegistry(ID, { trial: true });
  assert.equal(on.server.requests.length, 1);
  assert.deepEqual(JSON.parse(String(on.server.requests[0]?.body)), { record_id: ID, trial_mode: true });
});
