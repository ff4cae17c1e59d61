/**
 * Nothing that foreign bytes cause may change what every object inherits. A plain freeze would also forbid ordinary code to
 * give its own objects a property named like an inherited one (`this.toString = …` throws then), so the inherited ones
 * become accessors that write to the object they are called on.
 */
export function freezeObjectPrototype(): void {
  const prototype = Object.prototype;
  for (const name of Reflect.ownKeys(prototype)) {
    const inherited = Object.getOwnPropertyDescriptor(prototype, name);
    const value: unknown = inherited?.value;
    if (value === undefined || inherited?.configurable !== true) continue;

    Object.defineProperty(prototype, name, {
      get: () => value,
      set(this: unknown, own: unknown) {
        if (this === prototype || typeof this !== 'object' || this === null)
          throw new TypeError('Object.prototype is frozen.');
        Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      },
      enumerable: false,
      configurable: false,
    });
  }
  Object.freeze(prototype);
}
