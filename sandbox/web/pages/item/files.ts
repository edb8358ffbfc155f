import { formatBytes } from '../../../../src/shared/format-bytes.ts';
import type { StoredItem } from '../../../registry/models/item.ts';
import type { SandboxState } from '../../../state/sandbox-state.ts';
import { type DatasetFile, listFiles } from '../../dataset-files.ts';
import { formatNumber, formatTimestamp } from '../../parts/format.ts';
import { type Html, html } from '../../parts/html.ts';
import { getArchivePath, getFilePath } from '../../paths.ts';

/** Files that are listed; a dataset can have a hundred thousand. */
const MAX_FILES = 500;

/** The files of a dataset; empty for an item that cannot have files. */
export function renderFilesSection(state: SandboxState, item: StoredItem): Html {
  const files = listFiles(state, item);
  if (!files) return html``;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const more = files.length - MAX_FILES;
  return html`<section><h2>Files</h2>
<p class="muted">${formatNumber(files.length)} ${files.length === 1 ? 'file' : 'files'}, ${formatBytes(total)}.${
    more > 0 ? ` The first ${MAX_FILES} are listed.` : ''
  }</p>
${files.length === 0 ? '' : html`<p><a class="button" href="${getArchivePath(item.id)}" download>Download all files (ZIP)</a></p>`}
${files.length === 0 ? '' : renderFileTable(item.id, files.slice(0, MAX_FILES))}</section>`;
}

function renderFileTable(id: string, files: readonly DatasetFile[]): Html {
  return html`<table class="rows">
<thead><tr><th scope="col">Path</th><th scope="col" class="number">Size</th><th scope="col">Changed</th></tr></thead>
<tbody>${files.map(
    ({ path, size, modified }) => html`<tr>
<td class="main"><a href="${getFilePath(id, path)}" download><bdi>${path}</bdi></a></td>
<td class="number">${formatBytes(size)}</td>
<td>${formatTimestamp(modified.getTime() / 1000)}</td></tr>`,
  )}</tbody></table>`;
}
