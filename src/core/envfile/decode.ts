import { isUtf8 } from 'node:buffer';
import type { Complaint } from './complaint.ts';

export interface Decoded {
  /** Without a BOM, every line end as `\n`, as dotenv makes it; not to be used when there are complaints. */
  readonly text: string;
  readonly complaints: readonly Complaint[];
}

const lineFeed = 0x0a;
const utf16 = 'Save the file as UTF-8; in PowerShell: … | Out-File -Encoding utf8.';

/** The text of an env file, with a complaint for each line that is not UTF-8 and for stray carriage returns. */
export function decodeEnvFile(bytes: Uint8Array): Decoded {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return { text: '', complaints: [{ line: 1, message: 'the file is UTF-16, not UTF-8', hint: utf16 }] };
  }
  const text = new TextDecoder().decode(bytes);
  const complaints = [...(isUtf8(bytes) ? [] : notUtf8(bytes)), ...loneReturns(text)];
  return { text: text.replace(/\r\n?/g, '\n'), complaints };
}

/** No byte of a longer UTF-8 sequence is a line feed, so each line can be judged by itself. */
function notUtf8(bytes: Uint8Array): readonly Complaint[] {
  const complaints: Complaint[] = [];
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found < 0 ? bytes.length : found;
    if (!isUtf8(bytes.subarray(start, end))) {
      complaints.push({ line, message: 'the line is not UTF-8', hint: 'Save the file as UTF-8.' });
    }
    start = end + 1;
  }
  return complaints;
}

/** dotenv makes a line feed of each, also inside quotes: the value would not be the one in the file. */
function loneReturns(text: string): readonly Complaint[] {
  const first = text.search(/\r(?!\n)/);
  if (first < 0) return [];
  return [
    {
      line: text.slice(0, first).split('\n').length,
      message: 'the line has a carriage return that no line feed follows',
      hint: 'End lines with LF or CRLF; inside a value, write \\r between double quotes.',
    },
  ];
}
