import { FaultRuleModel, type FaultRules } from '../faults/rules.ts';
import { badRequest } from '../http/errors.ts';
import { openRoute, type Route } from '../http/route.ts';
import { model } from '../pydantic/model.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import type { Control } from './control.ts';
import { RuntimeSettingsModel } from './runtime-settings.ts';

const Name = model('Name', { name: byDefault(text(), () => 'start') });

/** The control API, for tests. It needs no token, and real instances do not have it. */
export function createControlRoutes(control: Control, rules: FaultRules): Route[] {
  return [
    openRoute('GET', '/', {
      answer: () => ({ message: 'The control API of a Provena sandbox; see /openapi.json.' }),
    }),
    ...createFaultRoutes(rules),
    openRoute('GET', '/settings', { answer: () => control.settings() }),
    openRoute('PUT', '/settings', {
      body: RuntimeSettingsModel,
      answer: ({ body }) => control.updateSettings(body),
    }),
    openRoute('POST', '/snapshot', {
      body: Name,
      answer: ({ body }) => runNamed(body.name, (name) => control.snapshot(name)),
    }),
    openRoute('POST', '/reset', {
      body: Name,
      answer: ({ body }) => runNamed(body.name, (name) => control.reset(name)),
    }),
    ...createRequestLogRoutes(control, '/requests'),
    // The name that scripts used before.
    ...createRequestLogRoutes(control, '/journal'),
    openRoute('GET', '/outbox', { answer: () => ({ mails: control.outbox() }) }),
  ];
}

function createRequestLogRoutes(control: Control, path: string): Route[] {
  return [
    openRoute('GET', path, {
      query: { service: optional(text()), path: optional(text()) },
      answer: ({ query }) => ({ requests: control.requestLog(query) }),
    }),
    openRoute('DELETE', path, {
      answer() {
        control.clearRequestLog();
        return { requests: [] };
      },
    }),
  ];
}

function createFaultRoutes(rules: FaultRules): Route[] {
  return [
    openRoute('GET', '/faults', { answer: () => ({ rules: rules.list() }) }),
    openRoute('POST', '/faults', { body: FaultRuleModel, answer: ({ body }) => ({ id: rules.add(body) }) }),
    openRoute('DELETE', '/faults', {
      query: { id: optional(integer()) },
      answer({ query: { id } }) {
        if (id === null) rules.clear();
        else if (!rules.remove(id)) throw badRequest(`There is no rule ${id}.`);
        return { rules: rules.list() };
      },
    }),
  ];
}

async function runNamed(name: string, work: (name: string) => Promise<void>) {
  try {
    await work(name);
    return { name };
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}
