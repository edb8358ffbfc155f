/** The spelling of a kind of items that people write: `model-run` of `model-run`, `MODEL_RUN` and `Model run`. */
export function normalizeKind(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '-');
}
