import type { AnyItem, CallOptions, Provena } from '../../client/index.ts';
import { getField, isMapping } from '../../client/mapping.ts';
import { parseIdentities, type RecordIdentity } from '../../jobs/record-identity.ts';

const PAGE_SIZE = 100;
/** Tolerated difference between the clocks of the job service and the registry. */
const CLOCK_SKEW_SECONDS = 60;

/** A model run in the registry. */
export interface RegisteredRun {
  readonly id: string;
  /** False when it is in the registry but not in the provenance graph. */
  readonly isLodged: boolean;
}

interface ListedRun extends RegisteredRun {
  readonly owner: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly identities: readonly RecordIdentity[];
}

/** The model runs of the registry, newest first. Each page is requested once, when a search needs it. */
export class RunListing {
  readonly #items: AsyncIterator<AnyItem>;
  readonly #listed: ListedRun[] = [];

  constructor({ registry }: Provena, call: CallOptions) {
    const request = {
      filter_by: { item_subtype: 'MODEL_RUN' },
      sort_by: { sort_type: 'CREATED_TIME', ascending: false },
      page_size: PAGE_SIZE,
    } as const;
    this.#items = registry.general.forAll(request, call)[Symbol.asyncIterator]();
  }

  /** The runs that were created since a time in Unix seconds, and shortly before it. */
  async *listSince(since: number): AsyncGenerator<ListedRun> {
    for (let i = 0; ; i++) {
      const run = this.#listed[i] ?? (await this.#listNext());
      if (run === undefined || run.createdAt < since - CLOCK_SKEW_SECONDS) return;
      yield run;
    }
  }

  async #listNext(): Promise<ListedRun | undefined> {
    const { value: item, done } = await this.#items.next();
    if (done) return undefined;
    const annotations = getField(item['record'], 'annotations');
    const run = {
      id: item.id,
      owner: item.owner_username,
      createdAt: item.created_timestamp,
      isLodged: item['record_status'] === 'LODGED',
      identities: isMapping(annotations) ? parseIdentities(annotations) : [],
    };
    this.#listed.push(run);
    return run;
  }
}
