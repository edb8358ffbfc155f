/** `model run batch submit` of `MODEL_RUN_BATCH_SUBMIT`: a name of Provena's, as people read it. */
export function formatEnumName(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
