import type { Checksum } from '../store/objects.ts';
import { createChecksumHeaders, readAttributes } from './attributes.ts';
import { checkWriteConditions } from './conditions.ts';
import { type OperationContext, type OperationResult, receiveBlob, truncateToSecond } from './context.ts';

export async function putObject(context: OperationContext): Promise<OperationResult> {
  const { request, store } = context;
  const checkConditions = () => checkWriteConditions(request, store.objects.get(request.key));
  checkConditions();
  // Checked again at the end, because another write can have ended while the body was received.
  const received = await receiveBlob(context, checkConditions);
  const checksum: Checksum | undefined = received.checksum && { ...received.checksum, type: 'FULL_OBJECT' };
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
