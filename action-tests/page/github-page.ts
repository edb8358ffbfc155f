import { fileURLToPath } from 'node:url';
import { marked } from 'marked';
import type { Page } from 'puppeteer-core';

const STYLE = fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown.css'));
const MERMAID = fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js'));
/** Width of a job summary on GitHub. */
const FRAME = 'main { max-width: 964px; padding: 24px; } main > :first-child { margin-top: 0 !important; }';

/** Renders Markdown with GitHub's styles, and Mermaid blocks as graphs. */
export async function renderAsGitHub(page: Page, markdown: string): Promise<void> {
  await page.goto('about:blank'); // drops the styles of the previous page
  const content = await marked.parse(markdown, { gfm: true });
  await page.setContent(
    `<!DOCTYPE html><meta charset="utf-8"><body class="markdown-body"><main>${content}</main>`,
  );
  await page.addStyleTag({ path: STYLE });
  await page.addStyleTag({ content: FRAME });
  if (!content.includes('language-mermaid')) return;
  await page.addScriptTag({ path: MERMAID });
  await page.evaluate(`(async () => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    mermaid.initialize({ startOnLoad: false, theme: dark ? 'dark' : 'default' });
    for (const [number, code] of document.querySelectorAll('.language-mermaid').entries()) {
      const { svg } = await mermaid.render('picture' + number, code.textContent);
      code.parentElement.outerHTML = svg;
    }
  })()`);
}
