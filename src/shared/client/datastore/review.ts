import * as z from 'zod/mini';
import { json, noResult } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, put, remove, routes } from '../http/routes.ts';
import {
  type ApprovalDecision,
  ApprovalDecisionResult,
  type ApprovalRequest,
  ApprovalRequestResult,
  type ReleaseListRequest,
  type ReleasePage,
  releasePage,
} from '../model/datastore.ts';

const done = noResult(() => z.null());
const reviewers = json(() => z.array(z.string()));
const route = routes('datastore.review', 'datastore', {
  addReviewer: post('/release/sys-reviewers/add', 'sys-write', 'safe', done),
  deleteReviewer: remove('/release/sys-reviewers/delete', 'sys-admin', 'safe', done),
  listReviewers: get('/release/sys-reviewers/list', 'write', reviewers),
  requestApproval: post('/release/approval-request', 'write', 'never', json(ApprovalRequestResult)),
  actOnApproval: put('/release/action-approval-request', 'write', 'never', json(ApprovalDecisionResult)),
});
const listReleases = routes('datastore.review', 'registry', {
  listReleases: post('/registry/entity/dataset/user/releases', 'read', 'safe', json(releasePage)),
}).listReleases;

/** The release of datasets: reviewers, requests and decisions. */
export function createReview(call: Call) {
  return {
    /**
     * Adds a person to the reviewers. Has no effect if the person is already a reviewer.
     * `POST /release/sys-reviewers/add`
     */
    addReviewer: (personId: string, options?: CallOptions): Promise<void> =>
      call(route.addReviewer, { query: { reviewer_id: personId } }, options),
    /**
     * Removes a person from the reviewers. Has no effect if the person is not a reviewer.
     * `DELETE /release/sys-reviewers/delete`
     */
    deleteReviewer: (personId: string, options?: CallOptions): Promise<void> =>
      call(route.deleteReviewer, { query: { reviewer_id: personId } }, options),
    /** Handles of the reviewers, in no particular order. `GET /release/sys-reviewers/list` */
    listReviewers: (options?: CallOptions): Promise<string[]> => call(route.listReviewers, {}, options),
    /**
     * Requests the approval of a reviewer for the release of a dataset. Until the decision, no one can write to it.
     * `POST /release/approval-request`
     * @throws RequestRejectedError if the approver is not a reviewer, or the dataset is already released or pending.
     */
    requestApproval: (request: ApprovalRequest, options?: CallOptions): Promise<ApprovalRequestResult> =>
      call(route.requestApproval, { body: request }, options),
    /** Approves or rejects a release, as its reviewer. `PUT /release/action-approval-request` */
    actOnApproval: (decision: ApprovalDecision, options?: CallOptions): Promise<ApprovalDecisionResult> =>
      call(route.actOnApproval, { body: decision }, options),
    /**
     * One page of the datasets whose release the caller has to decide or has decided, by time.
     * `POST /registry/entity/dataset/user/releases`
     * @throws ForbiddenError if the reviewer is not the person that the caller is linked to.
     */
    listReleases: (request: ReleaseListRequest, options?: CallOptions): Promise<ReleasePage> =>
      call(
        listReleases,
        { body: { ...request, sort_by: request.sort_by ?? { sort_type: 'RELEASE_TIMESTAMP' } } },
        options,
      ),
  };
}
