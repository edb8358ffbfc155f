import type { RuleList } from '../faults/rule-list.ts';
import { FaultRuleModel, type ParsedRule } from '../faults/rules.ts';
import { badRequest } from '../http/errors.ts';
import { openRoute, type Route } from '../http/route.ts';
import { model } from '../pydantic/model.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { byDefault, optional, type Type } from '../pydantic/type.ts';
import type { Control } from './control.ts';
import { RuntimeSettingsModel } from './runtime-settings.ts';

const Snapshot = model('Snapshot', { name: text() }, { forbidExtra: true });
const START = { name: 'start' };
const Reset = model('Reset', { name: byDefault(text(), () => START.name) }, { forbidExtra: true });

/** The control API, for tests. It needs no token, and real instances do not have it. */
export function createControlRoutes(control: Control, faults: RuleList<ParsedRule>): Route[] {
  return [
    openRoute('GET', '/', {}, () => ({
      message: 'The control API of a Provena sandbox; see /openapi.json.',
    })),
    ...createFaultRoutes(faults),
    openRoute('GET', '/settings', {}, () => control.settings()),
    openRoute('PUT', '/settings', { body: RuntimeSettingsModel }, ({ body }) => control.updateSettings(body)),
    namedRoute('/snapshot', Snapshot, control.snapshot),
    namedRoute(
      '/reset',
      byDefault(Reset, () => START),
      control.reset,
    ),
    ...createRequestLogRoutes(control, '/requests'),
    // Deprecated alias of `/requests`, for scripts that still use it.
    ...createRequestLogRoutes(control, '/journal'),
    openRoute('GET', '/outbox', {}, () => ({ mails: control.outbox() })),
  ];
}

function createRequestLogRoutes(control: Control, path: string): Route[] {
  return [
    openRoute('GET', path, { query: { service: optional(text()), path: optional(text()) } }, ({ query }) => ({
      requests: control.requestLog(query),
    })),
    openRoute('DELETE', path, {}, () => {
      control.clearRequestLog();
      return { requests: [] };
    }),
  ];
}

function createFaultRoutes(faults: RuleList<ParsedRule>): Route[] {
  return [
    openRoute('GET', '/faults', {}, () => ({ rules: faults.list() })),
    openRoute('POST', '/faults', { body: FaultRuleModel }, ({ body }) => ({ id: faults.add(body) })),
    openRoute('DELETE', '/faults', { query: { id: optional(integer()) } }, ({ query: { id } }) => {
      if (id === null) faults.clear();
      else if (!faults.remove(id)) throw badRequest(`There is no rule ${id}.`);
      return { rules: faults.list() };
    }),
  ];
}

/** Saves or restores the snapshot with a name. */
function namedRoute(
  path: string,
  body: Type<{ name: string }>,
  work: (name: string) => Promise<void>,
): Route {
  return openRoute('POST', path, { body }, async ({ body }) => {
    await work(body.name).catch((error: Error) => {
      throw badRequest(error.message);
    });
    return body;
  });
}
