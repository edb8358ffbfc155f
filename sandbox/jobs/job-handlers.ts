import { lodgeBatch, lodgeModelRun, relodgeModelRun, relodgeUpdate, updateModelRun } from '../prov/jobs.ts';
import { generateReport } from '../prov/report.ts';
import { lodgeCreation, lodgeVersion, registerCreation, registerVersion } from '../registry/activities.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import type { JobOutcome, JobRun } from './job.ts';
import { sendEmail } from './outbox.ts';
import type { JobSubType, PayloadOf } from './sub-types.ts';

type JobHandler<S extends JobSubType> = (
  state: SandboxState,
  payload: PayloadOf<S>,
  run: JobRun,
) => JobOutcome | Promise<JobOutcome>;

const doNothing = () => ({ result: {} });

/** The work of each kind of job. @throws JobFailedError or HttpError if the job fails */
export const JOB_HANDLERS: { [S in JobSubType]: JobHandler<S> } = {
  PROV_LODGE_WAKE_UP: doNothing,
  REGISTRY_WAKE_UP: doNothing,
  EMAIL_WAKE_UP: doNothing,
  REGISTER_CREATE_ACTIVITY: registerCreation,
  REGISTER_VERSION_ACTIVITY: registerVersion,
  LODGE_CREATE_ACTIVITY: lodgeCreation,
  LODGE_VERSION_ACTIVITY: lodgeVersion,
  MODEL_RUN_PROV_LODGE: lodgeModelRun,
  MODEL_RUN_LODGE_ONLY: relodgeModelRun,
  MODEL_RUN_BATCH_SUBMIT: lodgeBatch,
  MODEL_RUN_UPDATE: updateModelRun,
  MODEL_RUN_UPDATE_LODGE_ONLY: relodgeUpdate,
  SEND_EMAIL: (state, email) => {
    sendEmail(state, email);
    return { result: {} };
  },
  GENERATE_REPORT: generateReport,
};
