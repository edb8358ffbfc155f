import { statfsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';

/** One line that names the machine of a measurement, with its load of the last minute. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const [load = 0] = loadavg();
  return `Machine: ${availableParallelism()} × ${model}, ${memory}, ${platform()} ${release()}, Node.js ${process.versions.node}, load ${load.toFixed(1)}`;
}

/**
 * Returns a memory file system if it has this much space, because disks would dominate the result; else the temporary
 * folder.
 */
export function chooseFolder(bytes: number): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > bytes) return '/dev/shm';
  } catch {
    // No such file system here.
  }
  return tmpdir();
}
