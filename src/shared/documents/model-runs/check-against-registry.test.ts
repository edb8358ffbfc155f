import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createCollectionFormat, useSandbox } from '../../client/against-sandbox/sandbox-support.ts';
import type { Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { UserError } from '../problem.ts';
import { getErrorLines } from '../testing/documents-support.ts';
import { readSource } from '../text/source.ts';
import { checkAgainstRegistry } from './check-against-registry.ts';
import { validateRecords } from './check-records.ts';
import { convertCsv } from './convert-csv.ts';
import { checkTable } from './csv-table.ts';
import { listRecords } from './record-source.ts';

function getName(record: unknown): unknown {
  return isMapping(record) ? record['display_name'] : undefined;
}

suite('checkAgainstRegistry', async () => {
  const { as, sandbox, seed } = await useSandbox();

  async function documentOf(change: Record<string, unknown> = {}) {
    const provena = as('modeller');
    const { handle } = await provena.datastore.mintDataset(createCollectionFormat('Data', seed.organisation));
    const dataset = { dataset_id: handle };
    return {
      workflow_template_id: seed.workflowTemplate,
      inputs: [{ ...dataset, dataset_template_id: seed.inputTemplate, resources: { series: 'a.csv' } }],
      outputs: [{ ...dataset, dataset_template_id: seed.outputTemplate }],
      annotations: { scenario: 'x' },
      display_name: 'Run',
      description: 'A run.',
      study_id: seed.study,
      associations: { modeller_id: seed.person, requesting_organisation_id: seed.organisation },
      start_time: 1,
      end_time: 2,
      ...change,
    };
  }

  async function check(documents: readonly Record<string, unknown>[], provena: Provena = as('modeller')) {
    const text = JSON.stringify(documents);
    const valid = validateRecords(listRecords(await readSource({ name: 'runs.json', text })));
    const checked = await checkAgainstRegistry(valid, provena, {});
    return {
      ...checked,
      lines: checked.problems.count === 0 ? [] : new UserError(checked.problems).message.split('\n'),
    };
  }

  test('checkAgainstRegistry accepts records that match the registry', async () => {
    const { valid, lines, note } = await check([await documentOf(), await documentOf()]);
    assert.deepEqual(lines, []);
    assert.equal(valid.length, 2);
    assert.equal(note, undefined);
  });

  test('checkAgainstRegistry reports handles of other kinds and unknown handles only', async () => {
    const { study, person, organisation } = seed;
    const wrong = await documentOf({
      study_id: person,
      associations: { modeller_id: study, requesting_organisation_id: '10378.1/404' },
    });
    const { valid, lines } = await check([await documentOf(), wrong]);
    assert.equal(valid.length, 1);
    assert.deepEqual(
      lines.map((line) => line.replace(/^runs\.json, line 1, column \d+: /, '')),
      [
        `[1].study_id: expected the handle of an item of kind study; ${person} is of kind person`,
        `[1].associations.modeller_id: expected the handle of an item of kind person; ${study} is of kind study`,
        '[1].associations.requesting_organisation_id: expected the handle of an item of kind organisation; 10378.1/404 is not in this registry',
      ],
    );
    const datasets = await documentOf();
    const [input] = datasets.inputs;
    const swapped = await check([{ ...datasets, inputs: [{ ...input, dataset_id: organisation }] }]);
    assert.match(
      swapped.lines.join('\n'),
      /\[0\]\.inputs\[0\]\.dataset_id: expected the handle of an item of kind dataset; \S+ is of kind organisation/,
    );
  });

  test('checkAgainstRegistry reports a workflow template that does not exist or requires more', async () => {
    const { lines } = await check([
      await documentOf({ workflow_template_id: '10378.1/404' }),
      await documentOf({ workflow_template_id: seed.study }),
      await documentOf({ annotations: {} }),
    ]);
    assert.match(
      lines[0] ?? '',
      /\[0\]\.workflow_template_id: expected the handle of an item of kind model-run-workflow-template; 10378\.1\/404 is not in this registry/,
    );
    assert.match(
      lines[1] ?? '',
      /\[1\]\.workflow_template_id: expected the handle of an item of kind model-run-workflow-template; \S+ is of kind study/,
    );
    assert.match(
      lines[2] ?? '',
      /\[2\]\.annotations: the workflow template requires the annotation "scenario"/,
    );
  });

  test('checkAgainstRegistry reports a seed and an item that belongs to others', async () => {
    const provena = as('modeller');
    const { seeded_item } = await provena.registry.study.seed();
    const { lines } = await check([await documentOf({ study_id: seeded_item?.id })]);
    assert.match(lines.join('\n'), /is a seed item, which is not complete yet/);
  });

  test('checkAgainstRegistry reports what a user without roles cannot read', async () => {
    const { valid, lines } = await check([await documentOf()], as('nobody'));
    assert.deepEqual(valid, []);
    assert.match(
      lines.join('\n'),
      /workflow_template_id: expected the handle of an item of kind model-run-workflow-template; \S+ is not readable by this user/,
    );
    assert.match(
      lines.join('\n'),
      /study_id: expected the handle of an item of kind study; \S+ is not readable by this user/,
    );
  });

  test('checkAgainstRegistry throws errors that concern no record', async () => {
    const provena = as('modeller');
    const undo = sandbox.injectFault({ fault: 'refuse', service: 'registry', status: 400, method: 'GET' });
    const document = await documentOf();
    await assert.rejects(check([document], provena), { family: 'rejected' });
    undo();
  });

  suite('tables', () => {
    /** The records of a table. @throws UserError with the problems of its rows. */
    const convert = async (table: string, lines: string[] = []) => {
      const text = { name: 'runs.csv', file: 'runs.csv', text: table };
      const log = {
        warning: (line: string) => void lines.push(`warning: ${line}`),
        notice: (line: string) => void lines.push(`notice: ${line}`),
        info: (line: string) => void lines.push(`info: ${line}`),
      };
      const { records, problems } = await convertCsv(text, as('modeller'), {}, log);
      if (problems.length > 0) throw new UserError(problems);
      return records;
    };

    async function table(): Promise<{
      header: string;
      row: (name: string, more?: Record<string, string>) => string;
    }> {
      const text = await as('modeller').prov.generateCsvTemplate(seed.workflowTemplate);
      const header = text.trimEnd().split(/\r?\n/)[0] ?? '';
      const { inputs } = await documentOf();
      const dataset = inputs[0]?.dataset_id ?? '';
      const values: readonly (readonly [title: string, value: string])[] = [
        ['workflow template id', seed.workflowTemplate],
        ['description', '"A run,\nin two lines"'],
        ['dataset id', dataset],
        ['agent', seed.person],
        ['study', seed.study],
        ['start time', '2024-05-01T06:00:00Z'],
        ['end time', '2024-05-01T07:00:00Z'],
        ['job_id', ''],
        ['', 'x'],
      ];
      const row = (name: string, more: Record<string, string> = {}) => {
        const all = [...Object.entries(more), ['display name', name] as const, ...values];
        return header
          .split(',')
          .map((title) => all.find(([part]) => title.includes(part))?.[1])
          .join(',');
      };
      return { header, row };
    }

    for (const end of ['\n', '\r\n']) {
      test(`table is converted by the server when its lines end in ${JSON.stringify(end)}`, async () => {
        const { header, row } = await table();
        const records = await convert(`\uFEFF${[header, row('One'), '', row('Two')].join(end)}${end}`);
        const actual = records.map(({ value }) => getName(value));
        assert.deepEqual(actual, ['One', 'Two']);
        // The first row begins on line 2 and has two lines; one is empty.
        const foundLines = records.map(({ place }) => place([]).line);
        assert.deepEqual(foundLines, [2, 5]);
        assert.deepEqual(records[0]?.place([]), { source: 'runs.csv', file: 'runs.csv', line: 2 });
      });
    }

    for (const ends of [
      ['\r\n', '\n'],
      ['\n', '\r\n'],
    ])
      test(`table is converted when its header and a row end in ${JSON.stringify(ends)}`, async () => {
        const { header, row } = await table();
        const [first = '', other = ''] = ends;
        const records = await convert([header, first, row('One'), other, row('Two'), other].join(''));
        assert.deepEqual(
          records.map(({ value, place }) => [getName(value), place([]).line]),
          [
            ['One', 2],
            ['Two', 4],
          ],
        );
      });

    test('table reports each invalid row at its line, and no other row', async () => {
      const { header, row } = await table();
      const bad = { 'start time': 'yesterday' };
      const lines = await getErrorLines(() =>
        convert([header, row('One'), row('Two', bad), row('Three'), row('Four', bad)].join('\n')),
      );
      const actual = lines.map((line) => line.split(': ')[0]);
      assert.deepEqual(actual, ['runs.csv:4', 'runs.csv:8']);
    });

    test('table omits rows that were registered before with a notice', async () => {
      const { header, row } = await table();
      const lines: string[] = [];
      const records = await convert(
        [header, row('One', { _job_id: '00000000-0000-4000-8000-000000000000' }), row('Two')].join('\n'),
        lines,
      );
      assert.deepEqual(lines, [
        'notice: runs.csv: 1 row skipped, because the column _job_id has the job of an earlier registration. To register a row again, clear this cell.',
      ]);
      const named = records.map(({ value, place }) => [getName(value), place([]).line]);
      assert.deepEqual(named, [['Two', 4]]);
    });

    test('table may have blank rows', async () => {
      const { header, row } = await table();
      const blank = ','.repeat(header.split(',').length - 1);
      const lines: string[] = [];
      const records = await convert([header, row('One'), blank, row('Two'), blank, blank].join('\n'), lines);
      const foundLines = records.map(({ place }) => place([]).line);
      assert.deepEqual(foundLines, [2, 5]);
      assert.deepEqual(lines, ['info: runs.csv: 3 blank rows skipped.']);
    });

    test('table may have blank cells after its last column, in the header or in rows', async () => {
      const { header, row } = await table();
      for (const text of [
        `${header},,\n${row('One')},,\n`,
        `${header}\n${row('One')},\n${row('Two')}\n`,
        `${header},\n${row('One')},a note\n`,
      ]) {
        const [record] = await convert(text);
        assert.equal(record && getName(record.value), 'One');
      }
      for (const text of [`${header}\n${row('One')},x\n`, `${header},,\n${row('One')},x,\n`]) {
        const lines = await getErrorLines(() => convert(text));
        assert.match(
          lines[0] ?? '',
          /^runs\.csv:2: the row has \d+ cells, and the header has \d+\. Put a cell/,
        );
      }
    });

    test('table with a delimiter other than a comma is rejected with the remedy', async () => {
      const { header, row } = await table();
      for (const [delimiter, name] of [
        [';', 'semicolons'],
        ['\t', 'tabs'],
        ['|', 'vertical bars'],
      ] as const) {
        const text = [header, row('One')].join('\n').replaceAll(',', delimiter);
        assert.match(
          (await getErrorLines(() => convert(text)))[0] ?? '',
          new RegExp(`^runs\\.csv:1: the cells are separated by ${name}: save the table with commas`),
        );
      }
    });

    test('table with the line that sets a delimiter for Excel is rejected with the remedy', async () => {
      const { header, row } = await table();
      assert.deepEqual(await getErrorLines(() => convert(['sep=,', header, row('One')].join('\n'))), [
        'runs.csv:1: remove the line `sep=,`, which is only for Excel',
      ]);
    });

    test('table with blank rows above its header is converted, and places are those of the file', async () => {
      const { header, row } = await table();
      const blank = header.replace(/[^,]/g, '');
      const text = [blank, '', header, row('One'), 'x'].join('\n');
      assert.deepEqual(await getErrorLines(() => convert(text)), [
        `runs.csv:6: the row has 1 cell, and the header has ${blank.length + 1}. Add the missing cells, also empty ones`,
      ]);
      assert.deepEqual(await getErrorLines(() => convert(`${blank}\n`)), ['runs.csv:1: the table is empty']);
    });

    test('table with the header of another table reports it at its line when files were concatenated', async () => {
      const { header, row } = await table();
      const lines: string[] = [];
      const text = [header, row('One'), `\uFEFF${header}`, row('Two')].join('\n');
      assert.deepEqual(await getErrorLines(() => convert(text, lines)), [
        'runs.csv:4: this row is the header of another table. Write each table to its own file, or remove the row if both have the same columns',
      ]);
      assert.deepEqual(lines, []);
    });

    test('table with two columns of one name is rejected without a request', async () => {
      const { header } = await table();
      assert.deepEqual(
        await getErrorLines(async () => checkTable({ name: 'runs.csv', text: `${header},agent id\na,b\n` })),
        [
          'runs.csv, line 1: the header has two columns with the name "agent id". Remove one, or correct its name',
        ],
      );
    });

    test('table without rows, or with none of the columns, is rejected', async () => {
      const { header } = await table();
      assert.deepEqual(await getErrorLines(() => convert(`${header}\n`)), [
        'runs.csv:1: the table has no rows; add one for each model run',
      ]);
      assert.deepEqual(await getErrorLines(() => convert('')), ['runs.csv:1: the table is empty']);
      assert.match(
        (await getErrorLines(() => convert(`\n# runs\n${header}\n`)))[0] ?? '',
        /^runs\.csv:2: the first row is not the header of a table of model runs: .*found "# runs"/,
      );
    });

    test('table is rejected once, at its header, when the server does not know the columns', async () => {
      const { header, row } = await table();
      const rows = ['One', 'Two', 'Three', 'Four'].map((name) => row(name));
      for (const [from, to] of [
        ['display name', 'Display Name'],
        ['annotation: note', 'display name'],
      ] as const) {
        const text = [header.replace(from, to), ...rows].join('\n');
        const lines = await getErrorLines(() => convert(text));
        assert.equal(lines.length, 1, lines.join('\n'));
        assert.match(lines[0] ?? '', /^runs\.csv:1: .*"display name"/);
      }
    });

    test('table reports rows with too few and too many cells, and the problems of the others', async () => {
      const { header, row } = await table();
      const width = header.split(',').length;
      const rows = [row('One'), 'a,b', `${row('Two')},more`, row('Three', { 'start time': 'noon' })];
      const lines = await getErrorLines(() => convert([header, ...rows].join('\n')));
      assert.deepEqual(lines.slice(0, 2), [
        `runs.csv:4: the row has 2 cells, and the header has ${width}. Add the missing cells, also empty ones`,
        `runs.csv:5: the row has ${width + 1} cells, and the header has ${width}. Put a cell that contains a comma in double quotes`,
      ]);
      assert.match(lines[2] ?? '', /^runs\.csv:7: "noon"/);
      assert.equal(lines.length, 3);
    });

    test('table leaves out rows with an expression of GitHub Actions', async () => {
      const { header, row } = await table();
      const text = [header, row('One'), row(`\${{ x }}`), row('Three')].join('\n');
      const log = { warning: assert.fail, notice: assert.fail, info: assert.fail };
      const converted = await convertCsv({ name: 'runs.csv', text }, as('modeller'), {}, log);
      const actual = converted.records.map(({ value }) => getName(value));
      assert.deepEqual(actual, ['One', 'Three']);
      const foundLines = converted.problems.map(({ place }) => place?.line);
      assert.deepEqual(foundLines, [4]);
    });

    test('table reports a wrong quote at the line of its row, with its column', async () => {
      const { header, row } = await table();
      for (const [cell, reason] of [
        ['"A run', 'row that starts here has no closing double quote'],
        ['A "big" run', 'this row contains a double quote, and is not in double quotes itself'],
        ['"A run" of May', 'row that starts here has more text after its closing double quote'],
      ] as const)
        assert.match(
          (
            await getErrorLines(() =>
              convert([header, row('One'), row('Two', { 'agent id': cell })].join('\n')),
            )
          )[0] ?? '',
          new RegExp(
            `^runs\\.csv:4: not a table .*the cell of column "agent id" of (?:the )?${reason}.*twice$`,
          ),
        );
    });
  });
});
