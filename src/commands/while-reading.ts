import type { Context, Session } from './context.ts';

/** Shows how many calls a long read has made; nobody knows beforehand how many pages there are. */
export async function whileReading<T>(
  context: Context,
  session: Session,
  read: () => Promise<T>,
): Promise<T> {
  const progress = context.progress('read', undefined);
  let answers = 0;
  let throttled = 0;
  const stopListening = session.onCall(({ kind, measuredRate }) => {
    if (kind === 'success') answers += 1;
    if (kind === 'throttled') throttled += 1;
    progress.update(answers, { perSecond: measuredRate, secondsLeft: undefined, throttled });
  });
  try {
    return await read();
  } finally {
    stopListening();
    progress.end();
  }
}
