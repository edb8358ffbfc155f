export const id = 5075;
export const ids = [5075];
export const modules = {

/***/ 5075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/wording.js
var wording = __webpack_require__(7001);
;// CONCATENATED MODULE: ./.build/src/shared/action/call/arguments.js



function argumentsFor(method, document) {
    if (document === undefined)
        return [];
    const names = Object.keys(method.parameters);
    const { value } = document;
    const given = (0,json/* isMapping */.pi)(value) && Object.keys(value).some((key) => names.includes(key));
    const args = given ? names.map((name) => value[name]) : Array.isArray(value) ? value : [value];
    const problems = [
        ...(given ? strangers(method, names, value, document) : []),
        ...tooMany(method, names, args, document),
        ...names.flatMap((name, i) => misfit(method, name, args[i], document)),
    ];
    if (problems.length > 0)
        throw new problem/* UserError */.y(problems);
    return args.map((arg) => arg ?? undefined);
}
function strangers({ name }, names, value, document) {
    return Object.keys(value)
        .filter((key) => !names.includes(key))
        .map((key) => ({
        message: `${name} has no parameter ${(0,wording/* show */.WU)(key)}${(0,wording/* didYouMean */.au)(key, names) || `. It has ${names.join(', ')}`}`,
        place: document.place([key], 'key'),
    }));
}
function tooMany({ name }, names, args, document) {
    if (args.length <= names.length)
        return [];
    const message = `${name} takes ${names.length} arguments at most (${names.join(', ')}), found ${args.length}`;
    return [{ message, place: document.place([]) }];
}
const FORMS = {
    text: { words: 'text', fits: (arg) => typeof arg === 'string' },
    list: { words: 'a list', fits: Array.isArray },
    mapping: { words: 'a mapping', fits: json/* isMapping */.pi },
    any: { words: 'anything', fits: () => true },
};
function misfit({ name, parameters }, parameter, arg, document) {
    const form = FORMS[parameters[parameter] ?? 'any'];
    if (arg === undefined || arg === null || form.fits(arg))
        return [];
    const message = `${name} takes ${form.words} as its ${parameter}, found ${(0,wording/* show */.WU)(arg)}`;
    return [{ message, place: document.place([]) }];
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./.build/src/shared/action/call/methods.json
const methods_namespaceObject = /*#__PURE__*/JSON.parse('{"auth.accessReport":{"parameters":{"options":"mapping"}},"auth.admin.addGroup":{"parameters":{"group":"mapping","options":"mapping"},"confirm":true},"auth.admin.addMember":{"parameters":{"groupId":"text","user":"mapping","options":"mapping"},"confirm":true},"auth.admin.addNote":{"parameters":{"note":"mapping","options":"mapping"},"confirm":true},"auth.admin.allPendingRequests":{"parameters":{"options":"mapping"}},"auth.admin.allRequests":{"parameters":{"options":"mapping"}},"auth.admin.assignLink":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"auth.admin.changeRequestState":{"parameters":{"change":"mapping","options":"mapping"},"confirm":true},"auth.admin.checkMembership":{"parameters":{"username":"text","groupId":"text","options":"mapping"}},"auth.admin.clearLink":{"parameters":{"username":"text","options":"mapping"},"confirm":true},"auth.admin.config":{"parameters":{"options":"mapping"}},"auth.admin.deleteRequest":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"auth.admin.describeGroup":{"parameters":{"groupId":"text","options":"mapping"}},"auth.admin.exportGroups":{"parameters":{"options":"mapping"}},"auth.admin.importGroups":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"auth.admin.listGroupMembers":{"parameters":{"groupId":"text","options":"mapping"}},"auth.admin.listGroups":{"parameters":{"options":"mapping"}},"auth.admin.listUserMembership":{"parameters":{"username":"text","options":"mapping"}},"auth.admin.lookupLink":{"parameters":{"username":"text","options":"mapping"}},"auth.admin.removeGroup":{"parameters":{"groupId":"text","options":"mapping"},"confirm":true},"auth.admin.removeMember":{"parameters":{"groupId":"text","username":"text","options":"mapping"},"confirm":true},"auth.admin.removeMembers":{"parameters":{"groupId":"text","usernames":"list","options":"mapping"},"confirm":true},"auth.admin.restoreGroupsFromTable":{"parameters":{"tableName":"text","request":"mapping","options":"mapping"},"confirm":true},"auth.admin.reverseLookupLink":{"parameters":{"personId":"text","options":"mapping"}},"auth.admin.updateGroup":{"parameters":{"group":"mapping","options":"mapping"},"confirm":true},"auth.admin.userPendingRequests":{"parameters":{"username":"text","options":"mapping"}},"auth.admin.userRequests":{"parameters":{"username":"text","options":"mapping"}},"auth.assignLink":{"parameters":{"personId":"text","options":"mapping"}},"auth.checkAccess":{"parameters":{"options":"mapping"}},"auth.checkMembership":{"parameters":{"groupId":"text","options":"mapping"}},"auth.checkPublicAccess":{"parameters":{"options":"mapping"}},"auth.describeGroup":{"parameters":{"groupId":"text","options":"mapping"}},"auth.health":{"parameters":{"options":"mapping"}},"auth.listGroupMembers":{"parameters":{"groupId":"text","options":"mapping"}},"auth.listGroups":{"parameters":{"options":"mapping"}},"auth.listMembership":{"parameters":{"options":"mapping"}},"auth.lookupLink":{"parameters":{"options":"mapping"}},"auth.pendingRequests":{"parameters":{"options":"mapping"}},"auth.requestChange":{"parameters":{"desired":"mapping","options":"mapping"}},"auth.requestHistory":{"parameters":{"options":"mapping"}},"auth.validateLink":{"parameters":{"personId":"text","options":"mapping"}},"datastore.admin.config":{"parameters":{"options":"mapping"}},"datastore.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"datastore.datasetSchema":{"parameters":{"options":"mapping"}},"datastore.fetchDataset":{"parameters":{"id":"text","options":"mapping"}},"datastore.forAllDatasets":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.generateDatasetPresignedUrl":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.generateReadAccessCredentials":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.generateWriteAccessCredentials":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.health":{"parameters":{"options":"mapping"}},"datastore.listAllDatasets":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.listDatasets":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.mintDataset":{"parameters":{"metadata":"mapping","options":"mapping"}},"datastore.revertDatasetMetadata":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.review.actOnApproval":{"parameters":{"decision":"mapping","options":"mapping"}},"datastore.review.addReviewer":{"parameters":{"personId":"text","options":"mapping"},"confirm":true},"datastore.review.deleteReviewer":{"parameters":{"personId":"text","options":"mapping"},"confirm":true},"datastore.review.listReleases":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.review.listReviewers":{"parameters":{"options":"mapping"}},"datastore.review.requestApproval":{"parameters":{"request":"mapping","options":"mapping"}},"datastore.searchDatasets":{"parameters":{"query":"text","options":"mapping"}},"datastore.updateDatasetMetadata":{"parameters":{"id":"text","reason":"text","metadata":"mapping","options":"mapping"}},"datastore.validateDatasetMetadata":{"parameters":{"metadata":"mapping","options":"mapping"}},"datastore.versionDataset":{"parameters":{"request":"mapping","options":"mapping"}},"idService.addValue":{"parameters":{"value":"mapping","options":"mapping"}},"idService.addValueByIndex":{"parameters":{"value":"mapping","options":"mapping"}},"idService.admin.config":{"parameters":{"options":"mapping"}},"idService.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"idService.get":{"parameters":{"id":"text","options":"mapping"}},"idService.health":{"parameters":{"options":"mapping"}},"idService.list":{"parameters":{"options":"mapping"}},"idService.mint":{"parameters":{"value":"mapping","options":"mapping"}},"idService.modifyByIndex":{"parameters":{"value":"mapping","options":"mapping"}},"idService.removeByIndex":{"parameters":{"value":"mapping","options":"mapping"},"confirm":true},"jobService.admin.config":{"parameters":{"options":"mapping"}},"jobService.admin.fetch":{"parameters":{"sessionId":"text","options":"mapping"}},"jobService.admin.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.admin.forAllInBatch":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.admin.launch":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"jobService.admin.list":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.admin.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.admin.listAllInBatch":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.admin.listBatch":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"jobService.fetch":{"parameters":{"sessionId":"text","options":"mapping"}},"jobService.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.forAllInBatch":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.health":{"parameters":{"options":"mapping"}},"jobService.list":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.listAllInBatch":{"parameters":{"request":"mapping","options":"mapping"}},"jobService.listBatch":{"parameters":{"request":"mapping","options":"mapping"}},"link.createAndLinkPerson":{"parameters":{"person":"mapping","options":"mapping"}},"link.getLinkedPerson":{"parameters":{"options":"mapping"}},"prov.admin.clearGraph":{"parameters":{"options":"mapping"},"confirm":true},"prov.admin.config":{"parameters":{"options":"mapping"}},"prov.admin.deleteModelRunProvenance":{"parameters":{"modelRunId":"text","options":"mapping"},"confirm":true},"prov.admin.deleteModelRunProvenanceAndRegistry":{"parameters":{"modelRunId":"text","options":"mapping"},"confirm":true},"prov.admin.registerModelRunSync":{"parameters":{"record":"mapping","options":"mapping"},"confirm":true},"prov.admin.storeAllRegistryRecords":{"parameters":{"options":"mapping"},"confirm":true},"prov.admin.storeRecord":{"parameters":{"item":"mapping","options":"mapping"},"confirm":true},"prov.admin.storeRecords":{"parameters":{"items":"list","options":"mapping"},"confirm":true},"prov.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"prov.contributingAgents":{"parameters":{"startingId":"text","options":"mapping"}},"prov.contributingDatasets":{"parameters":{"startingId":"text","options":"mapping"}},"prov.convertModelRuns":{"parameters":{"table":"text","options":"mapping"}},"prov.effectedAgents":{"parameters":{"startingId":"text","options":"mapping"}},"prov.effectedDatasets":{"parameters":{"startingId":"text","options":"mapping"}},"prov.exploreDownstream":{"parameters":{"startingId":"text","options":"mapping"}},"prov.exploreUpstream":{"parameters":{"startingId":"text","options":"mapping"}},"prov.generateCsvTemplate":{"parameters":{"workflowTemplateId":"text","options":"mapping"}},"prov.generateReport":{"parameters":{"request":"mapping","options":"mapping"}},"prov.health":{"parameters":{"options":"mapping"}},"prov.linkToStudy":{"parameters":{"modelRunId":"text","studyId":"text","options":"mapping"}},"prov.regenerateCsvFromModelRunBatch":{"parameters":{"batchId":"text","options":"mapping"}},"prov.registerBatchModelRuns":{"parameters":{"records":"list","options":"mapping"}},"prov.registerModelRun":{"parameters":{"record":"mapping","options":"mapping"}},"prov.updateModelRun":{"parameters":{"modelRunId":"text","reason":"text","record":"mapping","options":"mapping"}},"registry.admin.config":{"parameters":{"options":"mapping"}},"registry.admin.delete":{"parameters":{"id":"text","subtype":"text","options":"mapping"},"confirm":true},"registry.admin.export":{"parameters":{"options":"mapping"}},"registry.admin.import":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"registry.admin.restore":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"registry.admin.restoreProvGraph":{"parameters":{"request":"mapping","options":"mapping"},"confirm":true},"registry.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"registry.createActivity.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.accessRoles":{"parameters":{"options":"mapping"}},"registry.createActivity.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.createActivity.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.createActivity.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.createActivity.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.createActivity.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.createActivity.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.createActivity.schema":{"parameters":{"options":"mapping"}},"registry.createActivity.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.createActivity.uiSchema":{"parameters":{"options":"mapping"}},"registry.createActivity.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.createActivity.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.dataset.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.accessRoles":{"parameters":{"options":"mapping"}},"registry.dataset.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.dataset.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.dataset.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.dataset.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.dataset.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.dataset.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.dataset.schema":{"parameters":{"options":"mapping"}},"registry.dataset.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.dataset.uiSchema":{"parameters":{"options":"mapping"}},"registry.dataset.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.dataset.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.accessRoles":{"parameters":{"options":"mapping"}},"registry.datasetTemplate.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.datasetTemplate.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.datasetTemplate.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.datasetTemplate.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.datasetTemplate.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.datasetTemplate.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.schema":{"parameters":{"options":"mapping"}},"registry.datasetTemplate.seed":{"parameters":{"options":"mapping"}},"registry.datasetTemplate.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.datasetTemplate.uiSchema":{"parameters":{"options":"mapping"}},"registry.datasetTemplate.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.datasetTemplate.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.datasetTemplate.version":{"parameters":{"body":"mapping","options":"mapping"}},"registry.general.count":{"parameters":{"options":"mapping"}},"registry.general.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.general.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.general.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.general.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.general.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.health":{"parameters":{"options":"mapping"}},"registry.model.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.model.accessRoles":{"parameters":{"options":"mapping"}},"registry.model.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.model.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.model.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.model.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.model.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.model.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.model.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.model.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.model.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.model.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.model.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.model.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.model.schema":{"parameters":{"options":"mapping"}},"registry.model.seed":{"parameters":{"options":"mapping"}},"registry.model.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.model.uiSchema":{"parameters":{"options":"mapping"}},"registry.model.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.model.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.model.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.model.version":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRun.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.accessRoles":{"parameters":{"options":"mapping"}},"registry.modelRun.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.modelRun.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRun.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRun.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRun.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRun.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRun.schema":{"parameters":{"options":"mapping"}},"registry.modelRun.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.modelRun.uiSchema":{"parameters":{"options":"mapping"}},"registry.modelRun.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRun.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.accessRoles":{"parameters":{"options":"mapping"}},"registry.modelRunWorkflow.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.modelRunWorkflow.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRunWorkflow.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRunWorkflow.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.modelRunWorkflow.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.modelRunWorkflow.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.schema":{"parameters":{"options":"mapping"}},"registry.modelRunWorkflow.seed":{"parameters":{"options":"mapping"}},"registry.modelRunWorkflow.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.uiSchema":{"parameters":{"options":"mapping"}},"registry.modelRunWorkflow.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.modelRunWorkflow.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.modelRunWorkflow.version":{"parameters":{"body":"mapping","options":"mapping"}},"registry.organisation.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.accessRoles":{"parameters":{"options":"mapping"}},"registry.organisation.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.organisation.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.organisation.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.organisation.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.organisation.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.organisation.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.organisation.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.organisation.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.organisation.schema":{"parameters":{"options":"mapping"}},"registry.organisation.seed":{"parameters":{"options":"mapping"}},"registry.organisation.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.organisation.uiSchema":{"parameters":{"options":"mapping"}},"registry.organisation.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.organisation.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.organisation.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.person.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.person.accessRoles":{"parameters":{"options":"mapping"}},"registry.person.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.person.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.person.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.person.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.person.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.person.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.person.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.person.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.person.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.person.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.person.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.person.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.person.schema":{"parameters":{"options":"mapping"}},"registry.person.seed":{"parameters":{"options":"mapping"}},"registry.person.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.person.uiSchema":{"parameters":{"options":"mapping"}},"registry.person.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.person.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.person.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.study.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.study.accessRoles":{"parameters":{"options":"mapping"}},"registry.study.create":{"parameters":{"body":"mapping","options":"mapping"}},"registry.study.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.study.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.study.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.study.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.study.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.study.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.study.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.study.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.study.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.study.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.study.revert":{"parameters":{"body":"mapping","options":"mapping"}},"registry.study.schema":{"parameters":{"options":"mapping"}},"registry.study.seed":{"parameters":{"options":"mapping"}},"registry.study.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.study.uiSchema":{"parameters":{"options":"mapping"}},"registry.study.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.study.update":{"parameters":{"id":"text","body":"mapping","reason":"text","options":"mapping"}},"registry.study.validate":{"parameters":{"body":"mapping","options":"mapping"}},"registry.version":{"parameters":{"options":"mapping"}},"registry.versionActivity.accessConfiguration":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.accessRoles":{"parameters":{"options":"mapping"}},"registry.versionActivity.delete":{"parameters":{"id":"text","options":"mapping"},"confirm":true},"registry.versionActivity.evaluateAccess":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.fetch":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.fetchOrSeed":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.forAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.versionActivity.list":{"parameters":{"request":"mapping","options":"mapping"}},"registry.versionActivity.listAll":{"parameters":{"request":"mapping","options":"mapping"}},"registry.versionActivity.lock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.versionActivity.lockHistory":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.lockStatus":{"parameters":{"id":"text","options":"mapping"}},"registry.versionActivity.schema":{"parameters":{"options":"mapping"}},"registry.versionActivity.setAccessConfiguration":{"parameters":{"id":"text","body":"mapping","options":"mapping"}},"registry.versionActivity.uiSchema":{"parameters":{"options":"mapping"}},"registry.versionActivity.unlock":{"parameters":{"body":"mapping","options":"mapping"}},"registry.versionActivity.validate":{"parameters":{"body":"mapping","options":"mapping"}},"search.admin.config":{"parameters":{"options":"mapping"}},"search.checkAccess":{"parameters":{"level":"text","options":"mapping"}},"search.health":{"parameters":{"options":"mapping"}},"search.searchRegistry":{"parameters":{"query":"text","options":"mapping"}}}');
;// CONCATENATED MODULE: ./.build/src/shared/action/call/find-method.js




const METHODS = methods_namespaceObject;
const NAMED = 5;
function findMethod(name) {
    const row = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (row)
        return { name, ...row };
    throw new problem/* UserError */.y(`input method: there is no method ${(0,wording/* show */.WU)(name)}. The nearest are ${nearest(name).join(', ')}; docs/methods.md lists all`);
}
function nearest(name) {
    const word = lastWord(name);
    const edits = (candidate) => Math.min((0,mod/* distance */.Io)(name.toLowerCase(), candidate.toLowerCase()), (0,mod/* distance */.Io)(word, lastWord(candidate)) + 1);
    return Object.keys(METHODS)
        .sort((a, b) => edits(a) - edits(b))
        .slice(0, NAMED);
}
function lastWord(name) {
    return (name.split('.').at(-1) ?? '').toLowerCase();
}

;// CONCATENATED MODULE: ./.build/src/shared/action/call/invoke.js


async function invoke(provena, method, args, { limit, signal }) {
    try {
        const given = methodOf(provena, method.name)(...withSignal(method, args, signal));
        return carried(isAsyncIterable(given) ? await collect(given, limit) : await given);
    }
    catch (error) {
        if (!(error instanceof TypeError || error instanceof RangeError))
            throw error;
        const message = `input arguments: ${method.name} cannot work with them: ${error.message}`;
        throw new problem/* UserError */.y(message, { cause: error });
    }
}
function methodOf(provena, name) {
    return name.split('.').reduce((at, step) => Reflect.get(Object(at), step), provena);
}
function withSignal({ parameters }, args, signal) {
    const last = Object.keys(parameters).length - 1;
    const options = args[last];
    const before = Array.from({ length: last }, (_, i) => args[i]);
    return [...before, { ...((0,json/* isMapping */.pi)(options) ? options : {}), signal }];
}
function isAsyncIterable(value) {
    return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
async function collect(entries, limit = Number.POSITIVE_INFINITY) {
    const list = [];
    for await (const entry of entries) {
        list.push(entry);
        if (list.length >= limit)
            break;
    }
    return list;
}
function carried(result) {
    const json = JSON.stringify(result ?? null, (_key, value) => value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);
    return JSON.parse(json) ?? 'null';
}

// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/action/outputs.js
var outputs = __webpack_require__(1622);
// EXTERNAL MODULE: ./.build/src/shared/action/result.js + 1 modules
var action_result = __webpack_require__(1038);
// EXTERNAL MODULE: ./.build/src/shared/spec/load.js
var load = __webpack_require__(4265);
;// CONCATENATED MODULE: ./.build/actions/call/run.js








async function run(inputs, deps) {
    const method = findMethod(inputs.method);
    if (method.confirm && !inputs.confirm) {
        throw new problem/* UserError */.y(`input confirm: ${method.name} takes something away, or changes what is there for everybody; say confirm: true if that is meant`);
    }
    const document = await (0,load/* loadDocument */.Az)({
        inline: { input: 'arguments', text: inputs.arguments },
        file: { input: 'arguments-file', path: inputs['arguments-file'] },
        workspace: deps.workspace,
    });
    const args = argumentsFor(method, document);
    const { provena } = await deps.connect();
    const result = await invoke(provena, method, args, { limit: inputs.limit, signal: deps.signal });
    const { value, path } = await (0,action_result/* handOn */.x)(result, { output: 'result', path: inputs.path }, deps);
    const line = `${method.name} gave ${sizeOf(result)}${path === undefined ? '' : `, in ${path}`}.`;
    deps.log.info(line);
    deps.summary.add((0,markdown/* literal */.eu)(line));
    return { ...(value === undefined ? {} : { result: value }), ...(path === undefined ? {} : { path }) };
}
function sizeOf(result) {
    return Array.isArray(result) ? `${result.length} entries` : `${(0,outputs/* textOf */.b6)(result).length} characters`;
}


/***/ }),

/***/ 4514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ describeFailure),
/* harmony export */   R: () => (/* binding */ OutcomeError)
/* harmony export */ });
/* harmony import */ var _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9795);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);
/* harmony import */ var _cancellation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4961);



class OutcomeError extends Error {
    name = 'OutcomeError';
    advice;
    topic;
    constructor(message, options) {
        super(message, { cause: options.cause });
        this.advice = options.advice;
        this.topic = options.topic;
    }
}
function describeFailure(error) {
    if (error instanceof _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y)
        return userFailure(error);
    if (error instanceof OutcomeError) {
        return { message: error.message, advice: error.advice, topic: error.topic, problems: [] };
    }
    if (error instanceof _cancellation_js__WEBPACK_IMPORTED_MODULE_2__/* .Cancelled */ .c || error instanceof _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ProvenaError */ .YK)
        return knownFailure(error);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
        message: `${message} (this is a bug in the action)`,
        advice: 'Please report it with the log of a run that has debug logging enabled.',
        topic: 'a-bug-in-the-action',
        problems: [],
    };
}
function userFailure({ problems, message }) {
    const one = problems.length === 1;
    return {
        message: one ? message : `${problems.length} problems have to be corrected:\n${message}`,
        advice: 'Correct what is named above and run the step again; nothing was sent.',
        topic: 'what-you-wrote',
        problems: problems.filter((problem) => problem.place?.file !== undefined || !one),
    };
}
function knownFailure(error) {
    const topic = error instanceof _cancellation_js__WEBPACK_IMPORTED_MODULE_2__/* .Cancelled */ .c ? 'aborted' : error.family;
    const { advice, section } = ADVICE[topic];
    const said = error instanceof _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ProvenaError */ .YK && error.family === 'unavailable' && error.detail !== undefined;
    return { message: error.message, advice: said ? BROKEN_ON_THE_WAY : advice, topic: section, problems: [] };
}
const BROKEN_ON_THE_WAY = 'The sentence above is the server’s own. If it names nothing that you can change, run the step again later.';
const ADVICE = {
    auth: {
        advice: 'Check the secret that holds the token: it may be revoked, of another realm, or not given to this run (pull requests from forks and Dependabot get no secrets).',
        section: 'the-token-is-not-accepted',
    },
    forbidden: {
        advice: 'Ask the owner of the item, or an administrator of the instance, for the access that is named above.',
        section: 'the-token-does-not-allow-this',
    },
    refused: {
        advice: 'The sentence above is the server’s own; correct what it names.',
        section: 'the-server-refused',
    },
    invalid: { advice: 'Correct the fields named above.', section: 'the-server-found-the-form-wrong' },
    notFound: { advice: 'Check the id, and that it is of this instance.', section: 'not-found' },
    unavailable: {
        advice: 'Run the step again later. If it lasts, check the address above and the proxy settings.',
        section: 'the-server-could-not-be-reached',
    },
    timedOut: { advice: 'Run the step again later; the server may be busy.', section: 'no-answer-in-time' },
    aborted: {
        advice: 'What was made so far is in the outputs and the summary; run the job again to go on.',
        section: 'the-step-was-cancelled',
    },
    notUnderstood: {
        advice: 'Is the address above really a Provena service? If it is, please report this answer.',
        section: 'the-answer-was-not-understood',
    },
};


/***/ }),

/***/ 1579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
function literal(text) {
    return text
        .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
        .replace(/\p{Cc}/gu, '')
        .replace(/[&<>\\`*_[\]|~@#]|^\s*[-+=]|:(?=\/\/)/g, (found) => [...found].map((character) => `&#${character.codePointAt(0)};`).join(''));
}
function link(label, address) {
    const url = address === undefined ? null : URL.parse(address);
    if (!url || !/^https?:$/.test(url.protocol))
        return literal(label);
    return `[${literal(label)}](<${url.href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}


/***/ }),

/***/ 1038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ handOn)
});

// EXTERNAL MODULE: ./.build/src/shared/action/outputs.js
var outputs = __webpack_require__(1622);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./.build/src/shared/action/temporary-file.js


function temporaryFile(name) {
    const step = process.env['GITHUB_ACTION'] ?? 'step';
    return (0,external_node_path_.join)(process.env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), `provena-${step}-${name}`.replace(/[^\w.-]+/g, '-'));
}

// EXTERNAL MODULE: ./.build/src/shared/action/write-file.js
var write_file = __webpack_require__(4326);
;// CONCATENATED MODULE: ./.build/src/shared/action/result.js



async function handOn(result, { output, path: asked }, { workspace, log }) {
    const fits = (0,outputs/* fitsOutputs */.f7)(result);
    const target = asked ?? (fits ? undefined : temporaryFile(`${output}.json`));
    if (target === undefined)
        return { value: result, path: undefined };
    const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
    const path = await (0,write_file/* writeFileWhole */.t)({ path: target, input: 'path', workspace }, text);
    if (!fits) {
        log.warning(`Output ${output} would have ${(0,outputs/* textOf */.b6)(result).length} characters, more than the outputs of a job may have; it is in ${path} only.`);
    }
    return { value: fits ? result : undefined, path };
}


/***/ }),

/***/ 4326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ explainUnwritable),
/* harmony export */   t: () => (/* binding */ writeFileWhole)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);



async function writeFileWhole(file, content) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(file.workspace, file.path);
    const part = `${path}.part`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(part, content);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(part, path);
        return path;
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(part, { force: true }).catch(() => undefined);
        throw explainUnwritable(error, file);
    }
}
function explainUnwritable(error, { path, input }) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error))
        return error;
    const reason = REASONS[String(error.code)] ?? `the system says ${error.code}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .OutcomeError */ .R(`input ${input}: ${path} cannot be written: ${reason}`, {
        advice: 'Choose another path, or make room, and run the step again.',
        topic: 'a-file-cannot-be-written',
        cause: error,
    });
}
const REASONS = {
    EACCES: 'this user may not write there',
    EEXIST: 'a file has the name of one of its folders',
    EISDIR: 'a folder has its name',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file has the name of one of its folders',
    EROFS: 'the disk is read-only',
};


/***/ }),

/***/ 9795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ TimedOutError),
/* harmony export */   YK: () => (/* binding */ ProvenaError),
/* harmony export */   aB: () => (/* binding */ InvalidError),
/* harmony export */   fk: () => (/* binding */ RefusedError),
/* harmony export */   hG: () => (/* binding */ UnavailableError),
/* harmony export */   lR: () => (/* binding */ AuthError),
/* harmony export */   m_: () => (/* binding */ NotFoundError),
/* harmony export */   oM: () => (/* binding */ AbortedError),
/* harmony export */   qQ: () => (/* binding */ ForbiddenError),
/* harmony export */   v4: () => (/* binding */ NotUnderstoodError)
/* harmony export */ });
/* unused harmony exports describeIssue, describePath */
class ProvenaError extends Error {
    asked;
    status;
    detail;
    issues;
    body;
    mayHaveActed;
    transient;
    retryAfterMs;
    constructor(message, facts = {}) {
        super(sentence(message, facts), facts.cause === undefined ? {} : { cause: facts.cause });
        this.asked = facts.asked;
        this.status = facts.status;
        this.detail = facts.detail;
        this.issues = facts.issues ?? [];
        this.body = facts.body;
        this.mayHaveActed = facts.mayHaveActed ?? false;
        this.transient = facts.transient ?? false;
        this.retryAfterMs = facts.retryAfterMs;
    }
}
class AuthError extends ProvenaError {
    name = 'AuthError';
    family = 'auth';
    oauthError;
    constructor(message, facts = {}) {
        super(message, facts);
        this.oauthError = facts.oauthError;
    }
}
class ForbiddenError extends ProvenaError {
    name = 'ForbiddenError';
    family = 'forbidden';
    missingRoles;
    constructor(message, facts = {}) {
        super(message, facts);
        this.missingRoles = facts.missingRoles ?? [];
    }
}
class RefusedError extends ProvenaError {
    name = 'RefusedError';
    family = 'refused';
    partial;
    constructor(message, facts = {}) {
        super(message, facts);
        this.partial = facts.partial;
    }
}
class InvalidError extends ProvenaError {
    name = 'InvalidError';
    family = 'invalid';
}
class NotFoundError extends ProvenaError {
    name = 'NotFoundError';
    family = 'notFound';
}
class UnavailableError extends ProvenaError {
    name = 'UnavailableError';
    family = 'unavailable';
}
class TimedOutError extends ProvenaError {
    name = 'TimedOutError';
    family = 'timedOut';
}
class AbortedError extends ProvenaError {
    name = 'AbortedError';
    family = 'aborted';
}
class NotUnderstoodError extends ProvenaError {
    name = 'NotUnderstoodError';
    family = 'notUnderstood';
}
function sentence(message, { asked, issues }) {
    const head = asked ? `${asked.operation}: ${message}` : message;
    if (!issues?.length)
        return head;
    return [`${head}:`, ...issues.map((issue) => `  ${describeIssue(issue)}`)].join('\n');
}
function describeIssue({ path, message }) {
    return path.length > 0 ? `${describePath(path)}: ${message}` : message;
}
function describePath(path) {
    return path
        .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
        .join('');
}


/***/ }),

/***/ 4265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Az: () => (/* binding */ loadDocument),
/* harmony export */   ZN: () => (/* binding */ loadFile),
/* harmony export */   iC: () => (/* binding */ nameFile),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9785);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6696);





async function loadDocument({ inline, file, workspace }) {
    const written = inline?.text?.trim()
        ? await (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ name: `input ${inline.input}`, text: inline.text })
        : undefined;
    const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
    return written && stored ? (0,_merge_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeSources */ .R)(stored, written) : (written ?? stored);
}
async function loadFile(path, workspace, input) {
    return (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}
function nameFile(path, workspace) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path));
    if (inside.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
        return { name: path };
    const file = inside.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
    return { name: file, file };
}
async function readText(path, workspace, input) {
    const refuse = (message, cause) => new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message: `input ${input}: ${message}`, place: { source: path } }, { cause });
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path)).catch((cause) => {
        throw refuse(OPEN_FAILURES[cause.code ?? ''] ?? `cannot be read (${cause.code})`, cause);
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw refuse('is not a file');
        if (stat.size > _source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b) {
            throw refuse(`has ${stat.size} bytes, at most ${_source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b} are read: split it`);
        }
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
    }
    catch (cause) {
        if (cause instanceof TypeError)
            throw refuse('is not UTF-8 text', cause);
        throw cause;
    }
    finally {
        await handle.close();
    }
}
const OPEN_FAILURES = {
    ENOENT: 'no such file. Paths start at the workspace; is the checkout step there, before this one?',
    EACCES: 'may not be read by this user',
    ENOTDIR: 'no such file: a part of the path is not a folder',
    ELOOP: 'is a loop of symbolic links',
};


/***/ }),

/***/ 9785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ mergeSources),
/* harmony export */   b: () => (/* binding */ mergePatch)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

function mergePatch(target, patch) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(patch))
        return patch;
    const merged = new Map((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(target) ? Object.entries(target) : []);
    for (const [key, value] of Object.entries(patch)) {
        if (value === null)
            merged.delete(key);
        else
            merged.set(key, mergePatch(merged.get(key), value));
    }
    return Object.fromEntries(merged);
}
function mergeSources(file, inline) {
    return {
        value: mergePatch(file.value, inline.value),
        place(path, part) {
            const owner = depth(inline.value, path) >= depth(file.value, path) ? inline : file;
            return owner.place(path, part);
        },
    };
}
function depth(value, path) {
    let here = value;
    for (const [i, step] of path.entries()) {
        here = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .child */ .jf)(here, step);
        if (here === undefined)
            return i;
    }
    return path.length;
}


/***/ }),

/***/ 4790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ SyntaxProblems)
/* harmony export */ });
class SyntaxProblems extends Error {
    name = 'SyntaxProblems';
    problems;
    constructor(problems) {
        super(problems.map((p) => p.message).join('\n'));
        this.problems = problems;
    }
}


/***/ }),

/***/ 6696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ MAX_DOCUMENT_BYTES),
/* harmony export */   o: () => (/* binding */ readSource)
/* harmony export */ });
/* harmony import */ var _parsed_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4790);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);


const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
async function readSource({ name, file, text: raw }) {
    const text = raw.replace(/^\uFEFF/, '');
    const at = (position) => ({
        source: name,
        ...(file === undefined ? {} : { file }),
        ...position,
    });
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_DOCUMENT_BYTES) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({
            message: `the document has ${bytes} bytes, at most ${MAX_DOCUMENT_BYTES} are read: split it`,
            place: at(),
        });
    }
    const parsed = await parse(text, name.endsWith('.json') || isJson(text), at);
    if (parsed.value === null || parsed.value === undefined)
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({ message: 'the document is empty', place: at() });
    return { value: parsed.value, place: (path, part = 'value') => at(parsed.locate(path, part)) };
}
async function parse(text, json, at) {
    try {
        if (json)
            return (await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(6743)]).then(__webpack_require__.bind(__webpack_require__, 6743))).parseJson(text);
        return (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8484)]).then(__webpack_require__.bind(__webpack_require__, 8484))).parseYaml(text);
    }
    catch (error) {
        if (error instanceof _parsed_text_js__WEBPACK_IMPORTED_MODULE_0__/* .SyntaxProblems */ .a) {
            throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(error.problems.map((p) => ({ message: p.message, place: at(p.position) })), { cause: error });
        }
        if (error instanceof RangeError) {
            throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({ message: 'the document is nested too deeply to be read', place: at() }, { cause: error });
        }
        throw error;
    }
}
function isJson(text) {
    if (!/^\s*[[{]/.test(text))
        return false;
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ })

};
