import { otherPut, type Storage } from '../storage';
import { type Metrics } from './metrics';

/** The same archive, whose puts are timed; the time includes waiting for the sender's bytes. */
export function measuredArchive(archive: Storage, metrics: Metrics): Storage {
  const seconds = metrics.histogram('archive_put_seconds', 'Originals stored, fsync included.', ['outcome']);
  const put: Storage['put'] = async (...args) => {
    const begun = performance.now();
    let outcome = 'failed';
    try {
      const stored = await archive.put(...args);
      outcome = 'stored';
      return stored;
    } finally {
      seconds.observe({ outcome }, (performance.now() - begun) / 1000);
    }
  };
  return otherPut(archive, put);
}
