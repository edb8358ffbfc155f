import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { formatLicences } from './licences.ts';
import { findPackages } from './packages.ts';

suite('formatLicences', () => {
  const home = createTemporaryFolder();

  function owner(name: string, license?: string, files: Readonly<Record<string, string>> = {}) {
    const folder = join(home, name);
    mkdirSync(folder, { recursive: true });
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
    return {
      name,
      version: '1.2.3',
      folder,
      author: 'Ada (https://ada.example)',
      sources: Object.values(files),
      ...(license ? { license } : {}),
    };
  }

  test('formatLicences has version, licence, text and notices of each package', () => {
    const list = formatLicences([
      owner('one', 'MIT', { 'license.md': 'Do as you like.\r\n' }),
      owner('two', 'Apache-2.0', { LICENSE: 'Apache.', 'NOTICE.txt': 'Made by two.', 'licenses.js': 'no' }),
    ]);
    assert.match(list, /one 1\.2\.3\nMIT\n=+\n\nDo as you like\.\n/);
    assert.match(list, /two 1\.2\.3\nApache-2\.0\n=+\n\nApache\.\n\nMade by two\.\n/);
  });

  test('formatLicences uses the standard text and the author when a package has no licence file', () => {
    const list = formatLicences([owner('bare', 'MIT')]);
    assert.match(list, /Copyright \(c\) Ada/);
    assert.match(list, /Permission is hereby granted/);
  });

  test('formatLicences has LF line ends when licence files have CRLF', () => {
    const crlf = { LICENSE: 'One.\r\nTwo.', 'index.js': '/* Copyright\r\n * Grace */\r\n' };
    assert.doesNotMatch(formatLicences([owner('crlf', 'ISC', crlf)]), /\r/);
  });

  test('formatLicences accepts a choice of licences when one is allowed', () => {
    const list = formatLicences([owner('dual', '(BSD-3-Clause OR GPL-2.0)', { LICENSE: 'Both.' })]);
    assert.match(list, /dual 1\.2\.3\n\(BSD-3-Clause OR GPL-2\.0\)\n/);
  });

  test('findPackages includes packages inlined by other bundlers, and formatLicences their notices', () => {
    const folder = join(home, 'app');
    const outer = join(folder, 'node_modules/outer');
    const inner = join(folder, 'node_modules/inner');
    for (const [place, name] of [
      [outer, 'outer'],
      [inner, 'inner'],
    ] as const) {
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '2.0.0', license: 'ISC' }));
      writeFileSync(join(place, 'LICENSE'), `The licence of ${name}.`);
    }
    const file = join(outer, 'index.js');
    const code =
      '/* a word */ let a;\n/*!\n   * Copyright (c) Grace\n   */\n// node_modules/inner/lib/index.js\nlet b;\n';
    writeFileSync(file, code);
    const list = formatLicences(findPackages([file]));
    assert.match(list, /inner 2\.0\.0\nISC\n=+\n\nThe licence of inner\.\n/);
    assert.match(list, /The licence of outer\.\n\n\/\*!\n \* Copyright \(c\) Grace\n \*\/\n/);
    assert.doesNotMatch(list, /a word/);
    rmSync(inner, { recursive: true });
    assert.throws(() => findPackages([file]), /includes inner, which is not installed/);
  });

  for (const license of [
    'GPL-3.0-only',
    '(MIT AND GPL-2.0)',
    'UNLICENSED',
    'SEE LICENSE IN x.txt',
    undefined,
  ]) {
    test(`formatLicences throws and names the package when its licence is ${license ?? 'missing'}`, () => {
      assert.throws(
        () =>
          formatLicences([owner('fine', 'ISC', { LICENSE: 'x' }), owner('bad', license, { LICENSE: 'x' })]),
        (error: Error) =>
          error.message.includes(`bad@1.2.3 (${license ?? 'no licence'})`) && !error.message.includes('fine'),
      );
    });
  }
});
