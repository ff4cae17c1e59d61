/** The words between the pool and its children. The child side is `apps/worker/src/child/serve.ts`. */
export type Request = {
  readonly id: number;
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly args: unknown;
  readonly seconds: number;
};

export type Reply =
  | { readonly ready: true }
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly memory: boolean; readonly detail: string };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const isReady = (message: unknown): boolean => isObject(message) && 'ready' in message;

/** A child that read foreign bytes is not believed blindly: what is no reply to this very task is none. */
export function replyTo(id: number, message: unknown): Exclude<Reply, { ready: true }> | undefined {
  if (!isObject(message) || !('id' in message) || message.id !== id || !('ok' in message)) return undefined;
  if (message.ok === true && 'value' in message) return { id, ok: true, value: message.value };
  const detail = 'detail' in message && typeof message.detail === 'string' ? message.detail.slice(0, 200) : 'no detail';
  return { id, ok: false, memory: 'memory' in message && message.memory === true, detail };
}
