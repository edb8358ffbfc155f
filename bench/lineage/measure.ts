import { GCProfiler } from 'node:v8';
import { computeMedian } from '../report/ratios.ts';

/** Time and memory of a piece of work. */
export interface Measurement {
  /** Median of the repetitions. */
  readonly milliseconds: number;
  /** Bytes allocated on the heap, collected ones included. */
  readonly bytes: number;
}

const REPETITIONS = 5;

/** Measures a piece of work, after a run that warms it up. */
export function measure(work: () => unknown): Measurement {
  work();
  const times = Array.from({ length: REPETITIONS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return { milliseconds: computeMedian(times), bytes: measureAllocation(work) };
}

/** Bytes allocated on the heap in this time: its growth between collections of garbage, and after the last one. */
function measureAllocation(work: () => unknown): number {
  const profiler = new GCProfiler();
  let used = process.memoryUsage().heapUsed;
  profiler.start();
  work();
  const end = process.memoryUsage().heapUsed;
  let bytes = 0;
  for (const { beforeGC, afterGC } of profiler.stop().statistics) {
    bytes += beforeGC.heapStatistics.usedHeapSize - used;
    used = afterGC.heapStatistics.usedHeapSize;
  }
  return Math.max(0, bytes + end - used);
}
