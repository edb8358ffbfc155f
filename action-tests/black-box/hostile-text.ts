import assert from 'node:assert/strict';
import type { StepResult } from './runner.ts';
import { parseCommand, splitLines } from './workflow-commands.ts';

/** Lines that would inject a workflow command or forge output if shown unescaped. */
export const INJECTIONS = [
  '::error::FORGED',
  '  ::set-output name=forged::FORGED',
  '\u0085::add-mask::FORGED',
  '\u3000::stop-commands::FORGED',
  'x ##[error]FORGED',
  '##[add-mask]FORGED',
  'a\r::warning file=FORGED::FORGED',
  '%0A::notice::FORGED',
  '\u001B[2K\u001B[31mred\u0000\u0007',
  '\u202Etxt.exe',
  'forged=FORGED',
  'ghadelimiter_FORGED',
  '<img src=x onerror=alert(1)><!-- end FORGED -->',
  '[FORGED](https://evil.example) ![x](https://evil.example/x.png)',
  '# FORGED',
  '| FORGED | FORGED |',
  '```',
  '"]; click n0 href "https://evil.example"; %%{init: {}}%%',
  '@octocat #1 GH-1',
] as const;

/** All injections in one string. */
export const HOSTILE_TEXT = INJECTIONS.join('\n');

const INJECTED_MARKUP = [
  /<img/,
  /\]\(https/,
  /@octocat/,
  /^\s*# /m,
  /^\| FORGED/m,
  /^```(?!mermaid$|$)/m,
  /<!--/,
];
/** Control characters except line feeds and tabs, and bidirectional overrides. */
const INVISIBLE_CHARACTERS = /(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/** Fails when external text became a workflow command, an annotation, an output, or markup of the summary. */
export function assertNothingInjected(step: StepResult): void {
  for (const { name, properties, data } of step.commands) {
    assert.doesNotMatch(data, /^FORGED/, `a command ${name} was injected`);
    assert.doesNotMatch(JSON.stringify(properties), /FORGED/, `a property of ${name} was injected`);
    // The runner also writes annotations to the log, line by line.
    for (const line of splitLines(data)) assert.equal(parseCommand(line), undefined, line);
  }
  assert.equal(step.outputs['forged'], undefined);
  assert.deepEqual(step.exported, {});
  assert.deepEqual(step.state, {});
  assert.equal(INVISIBLE_CHARACTERS.exec(step.raw)?.[0], undefined, JSON.stringify(step.raw));
  // Mermaid's own escaping has its own test.
  const prose = step.summary.replace(/^```mermaid\n.*?^```$/gms, '');
  for (const markup of INJECTED_MARKUP) assert.equal(markup.exec(prose)?.[0], undefined, prose);
  assert.doesNotMatch(prose, /https?:\/\/evil\.example/, 'the summary contains an external link');
}
