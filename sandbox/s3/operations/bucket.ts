import { renderXml } from '../xml.ts';
import type { Answer, Context } from './context.ts';

/** HeadBucket, with which clients read the region. */
export function headBucket(context: Context): Answer {
  return { headers: { 'x-amz-bucket-region': context.region } };
}

/** GetBucketLocation, which is empty for `us-east-1`. */
export function getBucketLocation(context: Context): Answer {
  const region = context.region === 'us-east-1' ? {} : { '#text': context.region };
  return { body: renderXml('LocationConstraint', region) };
}

/** GetBucketVersioning; always disabled. */
export function getBucketVersioning(): Answer {
  return { body: renderXml('VersioningConfiguration', {}) };
}
