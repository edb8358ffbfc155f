import type { Log } from '../runner/log/log.ts';

/** A log that keeps its lines, each with its level: `warning: …`. */
export interface RecordingLog extends Log {
  readonly lines: readonly string[];
}

export function createRecordingLog(): RecordingLog {
  const lines: string[] = [];
  const record =
    (level: string) =>
    (message: string): void =>
      void lines.push(`${level}: ${message}`);
  return {
    lines,
    debug: record('debug'),
    info: record('info'),
    notice: record('notice'),
    warning: record('warning'),
    group: (title, work) => {
      record('group')(title);
      return work();
    },
  };
}
