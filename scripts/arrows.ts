import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { listFiles, root } from './project.ts';

/** Who may import whom: folder, folders of ours, packages of whose use only this folder has the right. */
interface Room {
  readonly folder: string;
  readonly may: readonly string[];
}

/** The first row that holds a file is its room, so that inner rooms stand before outer ones. */
const ROOMS: readonly Room[] = [
  { folder: 'src/shared/files', may: ['src/shared/files'] },
  { folder: 'src/shared/client', may: ['src/shared/client'] },
  { folder: 'src/shared/spec', may: ['src/shared/spec', 'src/shared/client'] },
  { folder: 'src/shared/jobs', may: ['src/shared/jobs', 'src/shared/client'] },
  { folder: 'src/shared/transfer', may: ['src/shared/transfer', 'src/shared/client', 'src/shared/files'] },
  {
    folder: 'src/shared/action',
    may: [
      'src/shared/action',
      'src/shared/spec',
      'src/shared/jobs',
      'src/shared/transfer',
      'src/shared/client',
      'src/shared/files',
    ],
  },
  { folder: 'src/shared', may: ['src/shared'] },
  { folder: 'actions/start-sandbox', may: ['src/shared', 'sandbox'] },
  { folder: 'actions', may: ['src/shared'] },
  { folder: 'sandbox', may: ['sandbox'] },
  { folder: 'action-tests', may: ['action-tests', 'sandbox'] },
  { folder: 'bench', may: ['bench', 'action-tests', 'sandbox'] },
  { folder: 'examples', may: ['src/shared'] },
  { folder: 'scripts', may: ['scripts', 'sandbox', 'action-tests', 'bench', 'src/shared'] },
];

/** Packages that one room has to itself. */
const GATES: readonly { readonly packages: RegExp; readonly room: string; readonly why: string }[] = [
  { packages: /^@actions\//, room: 'src/shared/action', why: 'one gate to the runner' },
];

/** Tests may also start the sandbox as their server. */
const TEST_EXTRA = ['sandbox'];

/** Every import that goes where it may not, in words. */
export function forbiddenEdges(): string[] {
  return listFiles(/\.[cm]?ts$/).flatMap((file) => importsOf(file).flatMap((target) => judge(file, target)));
}

function judge(file: string, specifier: string): string[] {
  const room = roomOf(file);
  if (!room) return [`${file} lies in no room of scripts/arrows.ts`];
  if (!specifier.startsWith('.')) {
    return GATES.filter((gate) => gate.packages.test(specifier) && gate.room !== room.folder).map(
      (gate) => `${file} imports ${specifier}, which only ${gate.room} may (${gate.why})`,
    );
  }
  const target = relative(root, resolve(root, dirname(file), specifier)).replaceAll('\\', '/');
  if (file.startsWith('actions/') && isSibling(file, target)) return [];
  const may = [...room.may, ...(/\.test\.ts$|\/testing\//.test(file) ? TEST_EXTRA : [])];
  return may.some((folder) => target.startsWith(`${folder}/`))
    ? []
    : [`${file} imports ${target}, which ${room.folder} may not`];
}

/** An action's files know one another, and no other action. */
function isSibling(file: string, target: string): boolean {
  return target.startsWith(`${file.split('/').slice(0, 2).join('/')}/`);
}

function roomOf(file: string): Room | undefined {
  return ROOMS.find((room) => file.startsWith(`${room.folder}/`));
}

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(resolve(root, file), 'utf8'));
  const reexports = module.staticExports.flatMap((statement) =>
    statement.entries.map((entry) => entry.moduleRequest?.value),
  );
  return [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...reexports,
    ...dynamicImportsOf(file, module),
  ].filter((specifier) => specifier !== undefined);
}

function dynamicImportsOf(file: string, module: ReturnType<typeof parseSync>['module']): string[] {
  const source = readFileSync(resolve(root, file), 'utf8');
  return module.dynamicImports.flatMap(({ moduleRequest }) => {
    const quoted = /^(['"])(.*)\1$/.exec(source.slice(moduleRequest.start, moduleRequest.end));
    return quoted?.[2] === undefined ? [] : [quoted[2]];
  });
}
