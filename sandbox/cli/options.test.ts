import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HELP, readCommandLine } from './options.ts';

test('command line without options selects a fast sandbox with known bugs on free ports', () => {
  const { settings, rules, json, help } = readCommandLine([]);
  assert.deepEqual([rules, json, help], [[], false, false]);
  assert.deepEqual(settings, { pace: 'fast', keycloak: 16, empty: false, knownBugs: true });
});

test('every option is parsed and listed by --help', () => {
  const rules = [
    { fault: 'reset', times: 1 },
    { fault: 'refuse', status: 500 },
  ];
  const options = {
    '--json': [],
    '--help': [],
    '--version': [],
    '--empty': [],
    '--no-known-bugs': [],
    '--gateway': [],
    '--port': ['4000'],
    '--data': ['state'],
    '--act': ['repository'],
    '--pace': ['real'],
    '--keycloak': ['26'],
    '--fault': rules.map((rule) => JSON.stringify(rule)),
  };
  const args = Object.entries(options).flatMap(([name, values]) =>
    values.length === 0 ? [name] : values.flatMap((value) => [name, value]),
  );
  const read = readCommandLine(args);
  assert.deepEqual(
    read.rules.map(({ fault, status, times }) => [fault, status, times]),
    [
      ['reset', null, 1],
      ['refuse', 500, null],
    ],
  );
  assert.equal(read.act, 'repository');
  assert.deepEqual(read.settings, {
    pace: 'real',
    keycloak: 26,
    empty: true,
    knownBugs: false,
    port: 4000,
    dataFolder: 'state',
    gateway: { seconds: 30, bodyBytes: 10 * 1024 * 1024 },
  });
  for (const name of Object.keys(options)) assert.match(HELP, new RegExp(`^ +${name}\\b`, 'm'));
});

/** Invalid command lines and their error messages. */
const WRONG: [string[], RegExp][] = [
  [['--pace', 'slow'], /--pace "slow" is not one of instant, fast, real/],
  [['--keycloak', '20'], /--keycloak "20" is not 16 or 26/],
  [['--port', '80'], /--port "80" is not a number from 1024/],
  [['--port', '65535'], /--port "65535"/],
  [['--data', ''], /--data "" is not the path of a folder/],
  [['--act', ' '], /--act " " is not the path of a folder/],
  [['--fault', '{'], /--fault \{ is not valid JSON/],
  [['--fault', '{"fault":"explode"}'], /--fault {"fault":"explode"}: Invalid fault rule \(fault/],
  [['--unheard-of'], /--unheard-of/],
  [['extra'], /extra/],
];

for (const [args, message] of WRONG) {
  test(`command line ${args.join(' ')} is rejected`, () => {
    assert.throws(() => readCommandLine(args), message);
  });
}
