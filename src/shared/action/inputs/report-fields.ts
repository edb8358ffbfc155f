import { flag, optional, secret, text, withDefault } from './fields.ts';

/** Inputs of actions whose summary people may want on the pull request too. */
export const reportFields = {
  comment: withDefault(flag, 'false'),
  'github-token': optional(secret),
  'job-index': optional(text),
};

export interface ReportInputs {
  readonly comment?: boolean;
  readonly 'github-token'?: string | undefined;
  /** The leg of a matrix. */
  readonly 'job-index'?: string | undefined;
}
