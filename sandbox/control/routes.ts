import { badRequest } from '../http/refusal.ts';
import { openRoute, type Route } from '../http/route.ts';
import { RuleModel, type Rules } from '../misbehaviour/rules.ts';
import { model } from '../pydantic/model.ts';
import { integer, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import type { Control } from './control.ts';
import { DialModel } from './dials.ts';

const Name = model('Name', { name: byDefault(text(), () => 'start') });

/** The sandbox's own API, for tests: it asks for no token, and none of it exists on a real instance. */
export function controlRoutes(control: Control, rules: Rules): Route[] {
  return [
    openRoute('GET', '/', {
      answer: () => ({ message: 'The control API of a Provena sandbox; see /openapi.json.' }),
    }),
    ...misbehaviourRoutes(rules),
    openRoute('GET', '/dials', { answer: () => control.dials() }),
    openRoute('PUT', '/dials', { body: DialModel, answer: ({ body }) => control.turn(body) }),
    openRoute('POST', '/snapshot', {
      body: Name,
      answer: ({ body }) => named(body.name, (name) => control.snapshot(name)),
    }),
    openRoute('POST', '/reset', {
      body: Name,
      answer: ({ body }) => named(body.name, (name) => control.reset(name)),
    }),
    openRoute('GET', '/journal', {
      query: { service: optional(text()), path: optional(text()) },
      answer: ({ query }) => ({ requests: control.journal(query) }),
    }),
    openRoute('DELETE', '/journal', {
      answer() {
        control.clearJournal();
        return { requests: [] };
      },
    }),
    openRoute('GET', '/outbox', { answer: () => ({ mails: control.outbox() }) }),
  ];
}

function misbehaviourRoutes(rules: Rules): Route[] {
  return [
    openRoute('GET', '/misbehaviour', { answer: () => ({ rules: rules.all() }) }),
    openRoute('POST', '/misbehaviour', { body: RuleModel, answer: ({ body }) => ({ id: rules.add(body) }) }),
    openRoute('DELETE', '/misbehaviour', {
      query: { id: optional(integer()) },
      answer({ query: { id } }) {
        if (id === null) rules.clear();
        else if (!rules.lift(id)) throw badRequest(`There is no rule ${id}.`);
        return { rules: rules.all() };
      },
    }),
  ];
}

async function named(name: string, work: (name: string) => Promise<void>) {
  try {
    await work(name);
    return { name };
  } catch (error) {
    throw badRequest(error instanceof Error ? error.message : String(error));
  }
}
