import { describeGroup } from '../../../src/shared/lineage/describe-group.ts';
import type { LineageGroup, LineageItem } from '../../../src/shared/lineage/group-lineage.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatNumber } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { renderGroupBadge, renderItemLink, renderKindBadge } from '../parts/items.ts';

/** Members of a group that are listed; a batch may have thousands. */
const MAX_MEMBERS = 200;

/** The items of a lineage as lists: the single ones together, and each group by itself. */
export function renderMemberList(
  state: SandboxState,
  groups: readonly LineageGroup[],
  steps: ReadonlyMap<string, number>,
): Html {
  const single = groups.flatMap(({ members }) => (members.length === 1 ? members : []));
  return html`<details class="list"><summary>As a list</summary>
${renderItemTable(state, single, steps)}
${groups.filter(({ members }) => members.length > 1).map((group) => renderGroupDetails(state, group, steps))}
</details>`;
}

function renderGroupDetails(
  state: SandboxState,
  group: LineageGroup,
  steps: ReadonlyMap<string, number>,
): Html {
  const { members } = group;
  const { name } = describeGroup(group);
  return html`<details class="list"><summary>${renderGroupBadge(members[0]?.subtype ?? '', members.length)}${
    name === '' ? '' : html` <bdi>${name}</bdi>`
  }</summary>
${renderItemTable(state, members.slice(0, MAX_MEMBERS), steps)}
${members.length > MAX_MEMBERS ? html`<p class="muted">and ${formatNumber(members.length - MAX_MEMBERS)} more</p>` : ''}
</details>`;
}

function renderItemTable(
  state: SandboxState,
  items: readonly LineageItem[],
  steps: ReadonlyMap<string, number>,
): Html {
  return html`<table class="rows"><thead><tr><th scope="col">Item</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col" class="number">Steps away</th></tr></thead>
<tbody>${items.map(
    ({
      id,
      subtype,
    }) => html`<tr><td class="main">${renderItemLink(state, id)}</td><td>${renderKindBadge(subtype ?? '')}</td>
<td><code>${id}</code></td><td class="number">${steps.get(id) ?? ''}</td></tr>`,
  )}</tbody></table>`;
}
