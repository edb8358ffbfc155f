import { renderXml } from '../xml.ts';
import type { OperationContext, OperationResult } from './context.ts';

/** HeadBucket, with which clients read the region. */
export function headBucket(context: OperationContext): OperationResult {
  return { headers: { 'x-amz-bucket-region': context.region } };
}

/** GetBucketLocation, which is empty for `us-east-1`. */
export function getBucketLocation(context: OperationContext): OperationResult {
  const region = context.region === 'us-east-1' ? {} : { '#text': context.region };
  return { body: renderXml('LocationConstraint', region) };
}

/** GetBucketVersioning; always disabled. */
export function getBucketVersioning(): OperationResult {
  return { body: renderXml('VersioningConfiguration', {}) };
}
