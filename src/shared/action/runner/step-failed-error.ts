import { isDiskFull } from '../../files/write-errors.ts';
import type { TroubleshootingAnchor } from './troubleshooting-anchors.ts';

/** What to do about an error of the file system. @param otherwise the advice if the disk is not full. */
export function adviseOnFile(error: unknown, otherwise: string): string {
  return isDiskFull(error) ? 'Free some disk space on the runner, then re-run the job.' : otherwise;
}

/** The step ran and its outcome is a failure, such as a failed job or a timeout. Carries its own advice. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
  readonly advice: string;
  readonly anchor: TroubleshootingAnchor;

  constructor(message: string, options: { advice: string; anchor: TroubleshootingAnchor; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.advice = options.advice;
    this.anchor = options.anchor;
  }
}
