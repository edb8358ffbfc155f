import { formatJson } from './format-json.ts';

/** Formats `['inputs', 0, 'dataset_id']` as `inputs[0].dataset_id`; keys with other characters are quoted. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${formatJson(step)}]`;
      return i === 0 ? step : `.${step}`;
    })
    .join('');
}
