import type { TroubleshootingAnchor } from './troubleshooting-anchors.ts';

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
