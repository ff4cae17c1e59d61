/** Whoever watches wants an answer; a database or archive that gives none by then is not there. */
const PATIENCE_MILLISECONDS = 3_000;

/** What `asked` gives, or `otherwise` when that takes too long. */
export async function inTime<T, U>(asked: Promise<T>, otherwise: U): Promise<T | U> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MILLISECONDS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
