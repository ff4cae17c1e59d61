/** Injection tokens of this process. */
export const CONFIG = Symbol('configuration');
export const LOGGER = Symbol('logger');
/** Tells which methods a path of the interface knows. */
export const METHODS_AT = Symbol('methods at a path');
export type MethodsAt = (path: string) => string[];
