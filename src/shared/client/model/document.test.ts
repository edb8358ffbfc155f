import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { document } from './document.ts';

function counted() {
  const built = { times: 0 };
  const Form = document(
    () => {
      built.times += 1;
      return { low: z.number(), high: z.number() };
    },
    z.refine(({ low, high }) => low <= high, { path: ['high'] }),
  );
  return { built, Form };
}

test('lazy object builds its fields once, when they are first used', () => {
  const { built, Form } = counted();
  const Outer = z.strictObject({ form: z.nullish(Form) });
  assert.equal(built.times, 0);
  z.parse(Outer, { form: { low: 1, high: 2 } });
  assert.deepEqual(Object.keys(Form.shape), ['low', 'high']);
  assert.equal(built.times, 1);
});

test('lazy object has the rules and the strictness of other objects', () => {
  const { Form } = counted();
  assert.deepEqual(z.safeParse(Form, { low: 2, high: 1 }).error?.issues[0]?.path, ['high']);
  assert.equal(z.safeParse(Form, { low: 1, high: 2, other: 3 }).error?.issues[0]?.code, 'unrecognized_keys');
  assert.equal(z.toJSONSchema(Form)['additionalProperties'], false);
});
