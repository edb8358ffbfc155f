import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/**
 * One line that names the machine of a measurement, with its load of the last minute. In a file of its own, because benchmarks of
 * different subjects print it.
 */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const [load = 0] = loadavg();
  return `Machine: ${availableParallelism()} × ${model}, ${memory}, ${platform()} ${release()}, Node.js ${process.versions.node}, load ${load.toFixed(1)}`;
}
