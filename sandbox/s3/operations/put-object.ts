import type { Checksum } from '../store/objects.ts';
import { createChecksumHeaders, readAttributes } from './attributes.ts';
import { checkWriteConditions } from './conditions.ts';
import { type OperationContext, type OperationResult, receiveBlob, truncateToSecond } from './context.ts';

export async function putObject(context: OperationContext): Promise<OperationResult> {
  const { request, store } = context;
  checkWriteConditions(request, store.objects.get(request.key));
  return receiveBlob(context, (received, blob) => {
    // Checked again, because another write can have ended while the body was received.
    checkWriteConditions(request, store.objects.get(request.key));
    const { size, md5: etag } = received;
    const checksum: Checksum | undefined = received.checksum && { ...received.checksum, type: 'FULL_OBJECT' };
    store.objects.put({
      ...readAttributes(request),
      key: request.key,
      size,
      etag,
      modified: truncateToSecond(context.now),
      checksum,
      segments: [{ blob, size }],
    });
    return { headers: { etag: `"${etag}"`, ...createChecksumHeaders(checksum) } };
  });
}
