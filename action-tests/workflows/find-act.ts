import { goTool, onPath } from './go-tool.ts';

/**
 * The path of `act`: the one on PATH, else the pinned one of tools/act, which Go builds once into `.cache/`.
 * @throws Error when there is neither act nor Go, saying how to get one.
 */
export function findAct(say: (line: string) => void = () => {}): string {
  const installed = onPath('act');
  if (installed) return installed;
  try {
    return goTool({ name: 'act', module: 'github.com/nektos/act' }, say);
  } catch (cause) {
    throw new Error(
      'act is needed to run workflows on this machine. Either install act (https://nektosact.com) so that it is on PATH, or install Go (https://go.dev), with which the pinned act of tools/act is built.',
      { cause },
    );
  }
}
