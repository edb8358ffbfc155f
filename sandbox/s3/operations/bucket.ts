import { renderXml } from '../xml.ts';
import type { Answer, Context } from './context.ts';

/** HeadBucket; the region is what clients come for. */
export function headBucket(context: Context): Answer {
  return { headers: { 'x-amz-bucket-region': context.region } };
}

/** GetBucketLocation. `us-east-1` is told by leaving it out. */
export function getBucketLocation(context: Context): Answer {
  const region = context.region === 'us-east-1' ? {} : { '#text': context.region };
  return { body: renderXml('LocationConstraint', region) };
}

/** GetBucketVersioning: never switched on. */
export function getBucketVersioning(): Answer {
  return { body: renderXml('VersioningConfiguration', {}) };
}
