// Every action loads this file, and few limit garbage: the modules of Node.js are loaded when they are needed.
const getV8 = () => process.getBuiltinModule('node:v8');

/** Bytes of garbage that are always allowed. */
const MIN_GARBAGE_BYTES = 8 * 1024 * 1024;
/** Garbage that is allowed as a part of what is in use, so that the time for collecting it does not grow with the heap. */
const MAX_GARBAGE = 0.25;

let isEnabled = false;
let bytesInUse: number | undefined;
let collect: (() => void) | undefined;

/**
 * Lets {@link limitGarbage} work in this process. Actions call it at their start. A program that imports the client decides
 * itself about the flags of V8.
 */
export function enableGarbageLimit(): void {
  isEnabled = true;
}

/**
 * Collects garbage if there may be much of it and {@link enableGarbageLimit} was called. Code that reads much and keeps
 * little calls it whenever it has dropped something large: V8 lets garbage grow with the memory of the machine, not
 * with what is in use (decision 0041).
 */
export function limitGarbage(): void {
  if (!isEnabled) return;
  bytesInUse ??= limitNewSpace();
  if (countBytes() < bytesInUse + Math.max(MIN_GARBAGE_BYTES, bytesInUse * MAX_GARBAGE)) return;
  collect ??= getCollector();
  collect();
  bytesInUse = countBytes();
}

/**
 * Keeps the space for new objects at its present size: V8 reads the first flag whenever it would enlarge the space. By default,
 * it also does not collect new objects while it marks old ones, and the space grows meanwhile.
 */
function limitNewSpace(): number {
  getV8().setFlagsFromString('--semi-space-growth-factor=1');
  getV8().setFlagsFromString('--no-separate-gc-phases');
  return countBytes();
}

/** The collector of V8. Node.js has it in contexts that are created after the flag was set. */
function getCollector(): () => void {
  getV8().setFlagsFromString('--expose-gc');
  const gc: unknown = process.getBuiltinModule('node:vm').runInNewContext('gc');
  return typeof gc === 'function' ? () => void gc() : () => undefined;
}

/** Bytes of the heap and of buffers, garbage included. */
function countBytes(): number {
  const { used_heap_size, external_memory } = getV8().getHeapStatistics();
  return used_heap_size + external_memory;
}
