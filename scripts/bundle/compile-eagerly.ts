import { parseSync, Visitor } from 'oxc-parser';

/** A webpack module that only loads a module of Node.js; few of them are needed. */
const BUILT_IN = /^\w+=>\{\w+\.exports=require\("[^"]+"\)\}$/;

/**
 * Puts the functions of webpack's modules in parentheses: V8 then compiles a function when it reads it. Otherwise it
 * only checks the syntax, and reads the function again when it is called.
 * @param code a minified chunk, most of whose modules are needed whenever it is loaded
 */
export function compileEagerly(code: string): string {
  const places: [number, number][] = [];
  new Visitor({
    Property({ key, value }) {
      const isModule = key.type === 'Literal' && typeof key.value === 'number';
      if (!isModule || !value.type.endsWith('FunctionExpression')) return;
      if (!BUILT_IN.test(code.slice(value.start, value.end))) places.push([value.start, value.end]);
    },
  }).visit(parseSync('chunk.js', code).program);
  if (places.length === 0) throw new Error('the chunk has no modules as webpack writes them');
  return places
    .sort(([a], [b]) => b - a)
    .reduce(
      (text, [start, end]) => `${text.slice(0, start)}(${text.slice(start, end)})${text.slice(end)}`,
      code,
    );
}
