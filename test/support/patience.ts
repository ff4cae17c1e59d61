// Real processes on a busy machine: what takes this long hangs.
jest.setTimeout(30_000);
