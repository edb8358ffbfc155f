import type { Page } from 'puppeteer-core';

/** Pairs of elements that overlap by more than a pixel, by their texts. */
export function findOverlaps(page: Page, selector: string): Promise<string[]> {
  return page.$$eval(selector, (elements) => {
    const all = elements
      .map((element) => ({
        text: ((element.tagName === 'path' ? element.parentElement : element)?.textContent ?? '').trim(),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    const pairs: string[] = [];
    for (const [index, { text, box }] of all.entries())
      for (const other of all.slice(index + 1))
        if (
          Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
          Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 1
        )
          pairs.push(`${text} and ${other.text}`);
    return pairs;
  });
}
