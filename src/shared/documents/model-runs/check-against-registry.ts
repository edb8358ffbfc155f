import { type CallOptions, ForbiddenError, NotFoundError, type Provena } from '../../client/index.ts';
import { lookUpItem } from '../items/look-up-items.ts';
import { ProblemList } from '../problem.ts';
import { type CheckedRecord, type LocatedRecord, type RecordCheck, toProblem } from './check-records.ts';
import { checkReferences, formatWrongKind, getKindInfo } from './references.ts';
import { checkWorkflowRules, listTemplateIds, type RuleIssue } from './template-rules.ts';

type Registry = Provena['registry'];
type Workflow = Awaited<ReturnType<Registry['modelRunWorkflow']['fetch']>>['item'];
type Template = Awaited<ReturnType<Registry['datasetTemplate']['fetch']>>['item'];

interface RegistryCheck<T extends LocatedRecord> extends RecordCheck<T> {
  /** The message if not everything could be looked up. */
  readonly note: string | undefined;
}

/**
 * Checks records against the registry: the workflow template that each record names, its dataset templates, and the items
 * that it refers to. Every template and item is fetched once, whatever the number of records with it.
 * @param placeholder the handle in place of datasets that do not exist yet; it is not looked up.
 */
export async function checkAgainstRegistry<T extends LocatedRecord = CheckedRecord>(
  records: readonly T[],
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
  placeholder?: string,
): Promise<RegistryCheck<T>> {
  const workflowIds = new Set<string>();
  function* listRecords() {
    for (const { record } of records) {
      workflowIds.add(record.workflow_template_id);
      yield record;
    }
  }
  const references = await checkReferences(listRecords(), provena, call, placeholder);
  const workflows = new Map<string, CheckRules>();
  for (const id of workflowIds) workflows.set(id, await loadRules(id, provena, call));
  const valid: T[] = [];
  const problems = new ProblemList();
  for (const checked of records) {
    // Read once: the record may have to be decompressed.
    const { record, source } = checked;
    const found = [
      ...(workflows.get(record.workflow_template_id)?.(record) ?? []),
      ...references.check(record),
    ];
    if (found.length === 0) valid.push(checked);
    problems.add(found.map((issue) => toProblem(source, issue)));
  }
  const { lookupCount, itemCount } = references;
  const note =
    lookupCount < itemCount
      ? `${lookupCount} of the ${itemCount} items that the records name were looked up; the server checks the others.`
      : undefined;
  return { valid, problems, note };
}

/** The rules of a workflow template. */
type CheckRules = (record: CheckedRecord['record']) => RuleIssue[];

async function loadRules(
  id: string,
  provena: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<CheckRules> {
  const { registry } = provena;
  const workflow = await fetchItem<Workflow>(() => registry.modelRunWorkflow.fetch(id, call));
  if (workflow === undefined) {
    const problem = {
      path: ['workflow_template_id'],
      message: formatWrongKind(
        'MODEL_RUN_WORKFLOW_TEMPLATE',
        id,
        getKindInfo(await lookUpItem(id, provena, call)),
      ),
    };
    return () => [problem];
  }
  const templates = new Map<string, Template>();
  for (const templateId of new Set(listTemplateIds(workflow))) {
    const template = await fetchItem<Template>(() => registry.datasetTemplate.fetch(templateId, call));
    if (template !== undefined) templates.set(templateId, template);
  }
  return (record) => checkWorkflowRules(record, workflow, templates);
}

/** The item; undefined if it does not exist, has another kind or is not readable. */
async function fetchItem<T>(fetch: () => Promise<{ readonly item: T }>): Promise<T | undefined> {
  try {
    return (await fetch()).item;
  } catch (error) {
    if (error instanceof NotFoundError || error instanceof ForbiddenError) return undefined;
    throw error;
  }
}
