import * as z from 'zod/mini';
import { document } from '../document.ts';
import { USAGE_TYPES } from '../enums.ts';
import { rejectDuplicates } from '../reject-duplicates.ts';
import { namedFields, text, textMap } from '../text.ts';

const resource = {
  description: text('What the resource is.', 'Wave heights'),
  usage_type: z.enum(USAGE_TYPES).check(z.meta({ description: 'What a model uses it for.' })),
  optional: z.nullish(z.boolean().check(z.meta({ description: 'Whether it may be missing.' }))),
  is_folder: z.nullish(z.boolean().check(z.meta({ description: 'Whether it is a folder.' }))),
  additional_metadata: z.nullish(textMap('Further facts: text by name.')),
};

const DefinedResource = document(() => ({
  path: text('Path inside the dataset.', 'forcing/waves.nc'),
  ...resource,
}));

const DeferredResource = document(() => ({
  key: text('Name under which a model run gives the path.', 'waves'),
  ...resource,
}));

export const DatasetTemplateInfo = document(() => ({
  ...namedFields(),
  description: z.nullish(text('What datasets of this kind hold.', 'Forcing of the reef model')),
  defined_resources: z.optional(
    z.array(DefinedResource).check(z.meta({ description: 'Files whose path is the same in every dataset.' })),
  ),
  deferred_resources: z.optional(
    z.array(DeferredResource).check(
      rejectDuplicates((entry) => entry.key, 'key'),
      z.meta({ description: 'Files whose path each model run says.' }),
    ),
  ),
}));
export type DatasetTemplateInfo = z.infer<typeof DatasetTemplateInfo>;
