import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HELP, readCommandLine } from './options.ts';

test('without options it is a quick, faithful sandbox on free ports', () => {
  const { settings, rules, json, help } = readCommandLine([]);
  assert.deepEqual([rules, json, help], [[], false, false]);
  assert.deepEqual(settings, { pace: 'fast', keycloak: 16, empty: false, fixed: false });
});

test('every option is taken, and told of by --help', () => {
  const rules = [
    { fault: 'reset', times: 1 },
    { fault: 'refuse', status: 500 },
  ];
  const options = {
    '--json': [],
    '--help': [],
    '--empty': [],
    '--fixed': [],
    '--gateway': [],
    '--port': ['4000'],
    '--data': ['state'],
    '--act': ['repository'],
    '--pace': ['real'],
    '--keycloak': ['26'],
    '--misbehave': rules.map((rule) => JSON.stringify(rule)),
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
    fixed: true,
    port: 4000,
    dataFolder: 'state',
    gateway: { seconds: 30, bodyBytes: 10 * 1024 * 1024 },
  });
  for (const name of Object.keys(options)) assert.match(HELP, new RegExp(`^ +${name}\\b`, 'm'));
});

/** Command lines that are wrong, and what is said of them. */
const WRONG: [string[], RegExp][] = [
  [['--pace', 'slow'], /--pace is "slow"; it may be instant, fast, real/],
  [['--keycloak', '20'], /--keycloak is "20"; it may be 16 or 26/],
  [['--port', '80'], /--port is "80"; it may be a number from 1024/],
  [['--port', '65535'], /--port is "65535"/],
  [['--misbehave', '{'], /--misbehave is not JSON/],
  [['--misbehave', '{"fault":"explode"}'], /misbehaviour rule is wrong \(fault/],
  [['--unheard-of'], /--unheard-of/],
  [['extra'], /extra/],
];

for (const [args, message] of WRONG) {
  test(`${args.join(' ')} is refused`, () => {
    assert.throws(() => readCommandLine(args), message);
  });
}
