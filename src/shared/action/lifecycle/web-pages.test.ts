import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { resolveEndpoints, SERVICES } from '../../client/index.ts';
import { createWebPages } from './web-pages.ts';

const ID = '10378.1/1';
const STANDARD = resolveEndpoints({ domain: 'dev.example.org', realm: 'r' });
const OTHER = resolveEndpoints({
  endpoints: Object.fromEntries(SERVICES.map((service, i) => [service, `http://127.0.0.1:${28000 + i}`])),
});

suite('createWebPages', () => {
  const rows = [
    {
      what: 'a domain',
      pages: createWebPages('dev.example.org', OTHER, () => false),
      item: `https://registry.dev.example.org/item/${ID}`,
      dataset: `https://data.dev.example.org/dataset/${ID}`,
      handle: `https://hdl.handle.net/${ID}`,
    },
    {
      what: 'endpoints of a standard deployment',
      pages: createWebPages(undefined, STANDARD, () => false),
      item: `https://registry.dev.example.org/item/${ID}`,
      dataset: `https://data.dev.example.org/dataset/${ID}`,
      handle: `https://hdl.handle.net/${ID}`,
    },
    {
      what: 'endpoints of another deployment, whose handle service has no pages',
      pages: createWebPages(undefined, OTHER, () => false),
      item: `https://hdl.handle.net/${ID}`,
      dataset: `https://hdl.handle.net/${ID}`,
      handle: `https://hdl.handle.net/${ID}`,
    },
    {
      what: 'endpoints of the sandbox',
      pages: createWebPages(undefined, OTHER, () => true),
      item: `${OTHER.handle}/${ID}`,
      dataset: `${OTHER.handle}/${ID}`,
      handle: `${OTHER.handle}/${ID}`,
    },
  ];
  for (const { what: title, pages, item, dataset, handle } of rows) {
    test(`createWebPages links to pages that exist for ${title}`, () => {
      assert.deepEqual([pages.item(ID), pages.dataset(ID), pages.handle(ID)], [item, dataset, handle]);
    });
  }
});
