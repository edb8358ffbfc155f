import * as z from 'zod/mini';
import { document, list } from '../document.ts';
import { USAGE_TYPES } from '../enums.ts';
import { rejectDuplicates } from '../reject-duplicates.ts';
import { namedFields, text, textMap } from '../text.ts';

const resource = {
  description: text('Description of the resource.', 'Wave heights'),
  usage_type: z.enum(USAGE_TYPES).check(z.meta({ description: 'Purpose of the resource.' })),
  optional: z.nullish(z.boolean().check(z.meta({ description: 'Whether the resource is optional.' }))),
  is_folder: z.nullish(z.boolean().check(z.meta({ description: 'Whether the resource is a folder.' }))),
  additional_metadata: z.nullish(textMap('Additional metadata: string values by key.')),
};

const DefinedResource = document(() => ({
  path: text('Path inside the dataset.', 'forcing/waves.nc'),
  ...resource,
}));

const DeferredResource = document(() => ({
  key: text('Key by which a model run sets the path.', 'waves'),
  ...resource,
}));

export const DatasetTemplateInfo = document(() => ({
  ...namedFields('Forcing of the reef model'),
  description: z.nullish(
    text('Description of the datasets that follow the template.', 'Forcing of the reef model'),
  ),
  defined_resources: z.optional(list('Files whose path is the same in every dataset.', DefinedResource)),
  deferred_resources: z.optional(
    list('Files whose path each model run sets.', DeferredResource).check(rejectDuplicates('key')),
  ),
}));
export interface DatasetTemplateInfo extends z.infer<typeof DatasetTemplateInfo> {}
