import * as z from 'zod/mini';
import type { Requester } from '../http/requester.ts';
import type { RemoteObject } from './objects.ts';
import { parseXml } from './xml.ts';

const ListObjectsPage = z.object({
  ListBucketResult: z.object({
    Contents: z.optional(
      z.array(z.object({ Key: z.string(), Size: z.string(), ETag: z.string(), LastModified: z.string() })),
    ),
    IsTruncated: z.string(),
    NextContinuationToken: z.optional(z.string()),
  }),
});

/** Lists all objects whose keys start with `prefix`, in the store's order, page by page. */
export async function* listObjects(requester: Requester, prefix: string): AsyncGenerator<RemoteObject> {
  let token: string | undefined;
  do {
    const query = { 'list-type': 2, prefix, 'encoding-type': 'url', 'continuation-token': token };
    const response = await requester.send({ operation: 'ListObjectsV2', method: 'GET', query });
    const { ListBucketResult: page } = parseXml('ListObjectsV2', response.body, ListObjectsPage);
    for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
      yield { key: decodeKey(Key), size: Number(Size), etag: ETag, modified: Date.parse(LastModified) };
    }
    token = page.IsTruncated === 'true' ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Decodes a key of a response with `encoding-type=url`, in which S3 encodes a space as a plus sign. */
export function decodeKey(text: string): string {
  return decodeURIComponent(text.replaceAll('+', '%20'));
}
