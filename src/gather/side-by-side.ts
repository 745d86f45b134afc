/** More than are ever sent at once: which calls go out when is the runner's business. */
const width = 256;

/**
 * Asks about every item, in order, and answers in that order. Ten thousand calls that all wait in the
 * runner's queue would cost tens of megabytes for nothing. Rejects with the first failure; nothing more is
 * asked then.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  ask: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        answers[index] = await ask(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return answers;
}
