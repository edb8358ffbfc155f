/** What an argument has to look like; `any` where only the server knows. */
export type ArgumentType = 'text' | 'list' | 'mapping' | 'any';

/** A method of the client, as `npm run docs` finds it: types are gone when an action runs. */
export interface MethodSignature {
  /** Its parameters in order, by name. */
  readonly parameters: Readonly<Record<string, ArgumentType>>;
  /** It takes something away, or changes what is there for everybody. */
  readonly confirm?: true;
}
