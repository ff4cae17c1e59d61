/** Crash points: where a fault test lets the process die. In production none is set and nothing happens. */
export type CrashPoints = { readonly reach: (point: string) => void };

/** Dies by SIGKILL, as a power cut would have it, at the one point that was set (`FAULT_AT`). */
export const crashPoints = (faultAt: string | undefined): CrashPoints => ({
  reach: (point) => {
    if (point === faultAt) process.kill(process.pid, 'SIGKILL');
  },
});
