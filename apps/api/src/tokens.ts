/** Injection tokens of this process. */
export const CONFIG = Symbol('configuration');
export const LOGGER = Symbol('logger');
