import type { Checksum } from '../store/objects.ts';
import { createChecksumHeaders, readAttributes } from './attributes.ts';
import { checkWriteConditions } from './conditions.ts';
import { type Context, type OperationResult, receiveBlob, truncateToSecond } from './context.ts';

export async function putObject(context: Context): Promise<OperationResult> {
  const { request, store } = context;
  checkWriteConditions(request, store.objects.get(request.key));
  const received = await receiveBlob(context);
  const checksum: Checksum | undefined = received.checksum && { ...received.checksum, type: 'FULL_OBJECT' };
  try {
    // Checked again, because another write can have ended while the body was received.
    checkWriteConditions(request, store.objects.get(request.key));
  } catch (error) {
    store.blobs.remove([received.blob]);
    throw error;
  }
  store.objects.put({
    ...readAttributes(request),
    key: request.key,
    size: received.size,
    etag: received.md5,
    modified: truncateToSecond(context.now),
    checksum,
    segments: [{ blob: received.blob, size: received.size }],
  });
  return { headers: { etag: `"${received.md5}"`, ...createChecksumHeaders(checksum) } };
}
