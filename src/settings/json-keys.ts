/** A key of a JSON text: where it stands, and whether its object had it before. */
export interface JsonKey {
  readonly path: readonly string[];
  /** 1-based. */
  readonly line: number;
  readonly repeated: boolean;
}

interface Frame {
  /** Undefined in an array. */
  readonly seen: Set<string> | undefined;
  step: string;
  atKey: boolean;
}

/**
 * Every key of a text that is known to be JSON, in order. JSON.parse tells neither lines nor that a key is
 * there twice, of which it keeps the last.
 */
export function* jsonKeys(text: string): Generator<JsonKey> {
  const frames: Frame[] = [];
  let line = 1;
  let counted = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/g)) {
    const frame = frames.at(-1);
    if (token === '{') frames.push({ seen: new Set(), step: '', atKey: true });
    else if (token === '[') frames.push({ seen: undefined, step: '0', atKey: false });
    else if (token === '}' || token === ']') frames.pop();
    else if (!frame) continue;
    else if (token === ',') {
      frame.atKey = frame.seen !== undefined;
      if (!frame.seen) frame.step = String(Number(frame.step) + 1);
    } else if (frame.seen && frame.atKey) {
      frame.step = String(JSON.parse(token));
      frame.atKey = false;
      line += text.slice(counted, index).split('\n').length - 1;
      counted = index;
      yield { path: frames.map(({ step }) => step), line, repeated: frame.seen.has(frame.step) };
      frame.seen.add(frame.step);
    }
  }
}
