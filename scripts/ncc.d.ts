declare module '@vercel/ncc' {
  interface Options {
    readonly esm?: boolean;
    readonly cache?: false;
    readonly quiet?: boolean;
    readonly target?: string;
  }
  interface Module {
    /** The file it was read from; modules that the bundler makes up have none. */
    readonly resource?: string;
    /** Those of which it was put together. */
    readonly modules?: readonly Module[];
  }
  interface Chunk {
    readonly id: string | number | null;
  }
  /** What webpack, inside, tells of a build. */
  interface Stats {
    readonly compilation: {
      readonly chunks: Iterable<Chunk>;
      readonly chunkGraph: { getChunkModulesIterable(chunk: Chunk): Iterable<Module> };
    };
  }
  interface Bundle {
    readonly code: string;
    readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
    readonly stats: Stats;
  }

  export type { Stats };
  export default function ncc(entry: string, options: Options): Promise<Bundle>;
}
