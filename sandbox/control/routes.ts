import { FaultRuleModel, type FaultRules } from '../faults/rules.ts';
import { badRequest } from '../http/errors.ts';
import { openRoute, type Route } from '../http/route.ts';
import { model } from '../pydantic/model.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import type { Control } from './control.ts';
import { RuntimeSettingsModel } from './runtime-settings.ts';

const Name = model('Name', { name: byDefault(text(), () => 'start') }, { forbidExtra: true });

/** The control API, for tests. It needs no token, and real instances do not have it. */
export function createControlRoutes(control: Control, rules: FaultRules): Route[] {
  return [
    openRoute('GET', '/', {
      handle: () => ({ message: 'The control API of a Provena sandbox; see /openapi.json.' }),
    }),
    ...createFaultRoutes(rules),
    openRoute('GET', '/settings', { handle: () => control.settings() }),
    openRoute('PUT', '/settings', {
      body: RuntimeSettingsModel,
      handle: ({ body }) => control.updateSettings(body),
    }),
    openRoute('POST', '/snapshot', {
      body: Name,
      handle: ({ body }) => runNamed(body.name, (name) => control.snapshot(name)),
    }),
    openRoute('POST', '/reset', {
      body: Name,
      handle: ({ body }) => runNamed(body.name, (name) => control.reset(name)),
    }),
    ...createRequestLogRoutes(control, '/requests'),
    // Deprecated alias of `/requests`, for scripts that still use it.
    ...createRequestLogRoutes(control, '/journal'),
    openRoute('GET', '/outbox', { handle: () => ({ mails: control.outbox() }) }),
  ];
}

function createRequestLogRoutes(control: Control, path: string): Route[] {
  return [
    openRoute('GET', path, {
      query: { service: optional(text()), path: optional(text()) },
      handle: ({ query }) => ({ requests: control.requestLog(query) }),
    }),
    openRoute('DELETE', path, {
      handle() {
        control.clearRequestLog();
        return { requests: [] };
      },
    }),
  ];
}

function createFaultRoutes(rules: FaultRules): Route[] {
  return [
    openRoute('GET', '/faults', { handle: () => ({ rules: rules.list() }) }),
    openRoute('POST', '/faults', { body: FaultRuleModel, handle: ({ body }) => ({ id: rules.add(body) }) }),
    openRoute('DELETE', '/faults', {
      query: { id: optional(integer()) },
      handle({ query: { id } }) {
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
