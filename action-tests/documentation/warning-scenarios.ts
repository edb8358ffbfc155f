import { assumeType } from '../../sandbox/testing/assume-type.ts';
import type { Scenario } from './failure-scenarios.ts';

/** For each section of docs/troubleshooting.md about a warning: the step that prints it and succeeds. */
export const WARNING_SCENARIOS: Readonly<Record<string, Scenario>> = {
  'output-too-large': async ({ api }) => {
    const created = await api.call('registry', 'POST', '/registry/entity/model/create', {
      display_name: 'Large',
      name: 'Large',
      description: 'x'.repeat(200_000),
      documentation_url: 'https://example.org/docs',
      source_url: 'https://example.org/source',
    });
    const { id } = assumeType<{ id: string }>(created['created_item']);
    return { action: 'fetch-item', with: { id } };
  },
};
