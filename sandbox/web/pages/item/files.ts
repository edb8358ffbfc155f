import type { StoredItem } from '../../../registry/models/item.ts';
import type { World } from '../../../world.ts';
import { type DatasetFile, filesOf } from '../../dataset-files.ts';
import { bytes, count, moment } from '../../parts/amounts.ts';
import { type Html, html } from '../../parts/html.ts';
import { filePath } from '../../paths.ts';

/** Files that are listed; a dataset may have a hundred thousand. */
const MOST = 500;

/** The files of a dataset; nothing for an item that has no place for files. */
export function filesSection(world: World, item: StoredItem): Html {
  const files = filesOf(world, item);
  if (!files) return html``;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const more = files.length - MOST;
  return html`<section><h2>Files</h2>
<p class="muted">${count(files.length)} ${files.length === 1 ? 'file' : 'files'}, ${bytes(total)}.${
    more > 0 ? ` The first ${MOST} are listed.` : ''
  }</p>
${files.length === 0 ? '' : table(item.id, files.slice(0, MOST))}</section>`;
}

function table(id: string, files: readonly DatasetFile[]): Html {
  return html`<table class="rows">
<thead><tr><th scope="col">Path</th><th scope="col" class="number">Size</th><th scope="col">Changed</th></tr></thead>
<tbody>${files.map(
    ({ path, size, modified }) => html`<tr>
<td class="main"><a href="${filePath(id, path)}" download><bdi>${path}</bdi></a></td>
<td class="number">${bytes(size)}</td>
<td>${moment(modified.getTime() / 1000)}</td></tr>`,
  )}</tbody></table>`;
}
