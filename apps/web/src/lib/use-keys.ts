import { useEffect, useRef } from 'react';

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const nameOf = ({ key, ctrlKey, metaKey }: KeyboardEvent): string => {
  const plain = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `Ctrl+${plain}` : plain;
};

/** Single keys for people who work without a mouse. Typing into a field or a dialog is never disturbed. */
export function useKeys(handlers: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const current = useRef(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.altKey || event.defaultPrevented) return;
      const name = nameOf(event);
      const handler = current.current[name];
      if (!handler || document.querySelector('[role=dialog], [role=listbox]')) return;
      if (writes(event.target) && !name.startsWith('Ctrl+')) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, []);
}
