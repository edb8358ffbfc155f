import * as z from 'zod/mini';
import { CollectionFormat } from '../../client/index.ts';
import { ModelRunDocument } from './model-run-document.ts';

const { shape } = ModelRunDocument.def.in;
const { dataset_id, ...templated } = shape.inputs.def.element.shape;

/** Metadata of a dataset to mint; with `$file`, it is merged over the metadata in that file and can be partial. */
const RunDatasetMetadata = z.strictObject({
  $file: z.optional(z.string().check(z.minLength(1))).check(
    z.meta({
      description: 'File with the metadata, over which the other fields are merged.',
      examples: ['provena/results.yaml'],
    }),
  ),
  ...CollectionFormat.shape,
});

const filePattern = z.string().check(z.minLength(1));

/** An input or output of a run: a dataset that exists, or the metadata and files of one to mint. */
const RunDatasetDocument = z
  .strictObject({
    ...templated,
    dataset_id: z.optional(dataset_id),
    dataset: z.optional(z.union([filePattern, RunDatasetMetadata])).check(
      z.meta({
        description:
          'Dataset to mint, instead of `dataset_id`: its metadata, or the path of a file with the metadata.',
      }),
    ),
    path: z.optional(z.union([filePattern, z.array(filePattern).check(z.minLength(1))])).check(
      z.meta({
        description: 'Files, folders or patterns to upload to the dataset, relative to the workspace.',
        examples: ['results/'],
      }),
    ),
    resources: shape.inputs.def.element.shape.resources.check(
      z.meta({
        description:
          "Paths inside the dataset, or in the workspace, by the keys of the template's deferred resources.",
      }),
    ),
  })
  .check(z.meta({ oneOf: [{ required: ['dataset_id'] }, { required: ['dataset'] }] }));

/**
 * A document of `record-run`: a model run record whose inputs and outputs can also be datasets to mint and upload. The
 * schema is for editors; the action validates the record that it creates from the document.
 */
export const RunDocumentSchema = z.strictObject({
  ...shape,
  inputs: z.array(RunDatasetDocument).check(z.meta({ description: 'Datasets that the run reads.' })),
  outputs: z.array(RunDatasetDocument).check(z.meta({ description: 'Datasets that the run writes.' })),
  start_time: z.optional(shape.start_time).check(
    z.meta({
      description:
        'Start of the run: ISO 8601 (in UTC unless it has an offset) or Unix seconds. Default, also for `now`: start of the job or command.',
    }),
  ),
  end_time: z.optional(shape.end_time).check(
    z.meta({
      description:
        'End of the run, in the same formats. Default, also for `now`: end of the command, or the current time.',
    }),
  ),
});
