declare module '@vercel/ncc' {
  interface Options {
    readonly esm?: boolean;
    readonly cache?: false;
    readonly quiet?: boolean;
    readonly minify?: boolean;
    readonly target?: string;
  }
  interface Module {
    /** Source file; generated modules have none. */
    readonly resource?: string;
    /** Modules concatenated into this one. */
    readonly modules?: readonly Module[];
  }
  interface Chunk {
    readonly id: string | number | null;
  }
  /** The chunks that a program or a dynamic import loads, in this order. */
  interface ChunkGroup {
    readonly chunks: readonly Chunk[];
    /** The imports; a program has none. */
    readonly origins: readonly { readonly request?: string }[];
  }
  /** webpack's statistics of a build. */
  interface Stats {
    readonly compilation: {
      readonly chunks: Iterable<Chunk>;
      readonly chunkGroups: readonly ChunkGroup[];
      readonly chunkGraph: {
        getChunkModulesIterable(chunk: Chunk): Iterable<Module>;
        getModuleId(module: Module): string | number;
      };
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
