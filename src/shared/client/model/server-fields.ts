/**
 * Fields of a stored item that only the server writes: those of every item (`item.ts`), and `universal_partition_key`, which
 * `general.fetch` returns. In a file of its own, so that its users load no schema.
 */
export const SERVER_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'owner_username',
  'created_timestamp',
  'updated_timestamp',
  'item_category',
  'item_subtype',
  'record_type',
  'workflow_links',
  'versioning_info',
  'history',
  'universal_partition_key',
]);
