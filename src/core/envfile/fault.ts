import type { Complaint } from './complaint.ts';
import type { Fault, OtherLine } from './statement.ts';

const faults: Record<Fault, { readonly message: string; readonly hint: string }> = {
  unclosed: {
    message: 'has a value whose quote is not closed',
    hint: 'Close it at the end of a line, or use a kind of quote that the value does not hold. Keys below are not named: they may be its text.',
  },
  'behind-quote': {
    message: 'has text behind its closing quote',
    hint: 'Put the whole value between one pair of quotes, of a kind that it does not hold: \' " or `.',
  },
  'two-ends': {
    message: 'has a quoted value that could also end on an earlier line, at a quote behind a backslash',
    hint: 'Put the value between quotes of a kind that it does not hold: \' " or `.',
  },
  'next-line': {
    message: 'has nothing behind its "=", and a value on a line below',
    hint: 'Begin the value directly behind the "=".',
  },
  cut: {
    message: 'has a value that would be cut short by a "#" with no blank before it',
    hint: 'Quote it: KEY="…". If a comment was meant, put a blank before the "#".',
  },
  vast: {
    message: 'has a value of more than 8192 bytes, which no tier takes',
    hint: 'Keep it elsewhere, and store here where it is.',
  },
  'hidden-break': {
    message:
      'has an invisible line separator (U+2028 or U+2029) outside of quotes, which begins a line for dotenv',
    hint: 'Delete that character.',
  },
};

export function faultComplaint(fault: Fault, line: number, key: string): Complaint {
  return { line, key, ...faults[fault] };
}

/** Does the fault leave open where the value ends, so that lines below may be its text? */
export function breaksQuotes(fault: Fault | undefined): boolean {
  switch (fault) {
    case 'unclosed':
    case 'behind-quote':
    case 'two-ends':
      return true;
    case 'next-line':
    case 'cut':
    case 'vast':
    case 'hidden-break':
    case undefined:
      return false;
  }
}

/** What is wrong with a line that is no assignment, if anything. */
export function lineComplaint(piece: OtherLine): Complaint | undefined {
  const { line } = piece;
  switch (piece.kind) {
    case 'coloned':
      return {
        line,
        key: piece.name,
        message: 'is followed by a colon, where "=" belongs',
        hint: 'Write KEY=value.',
      };
    case 'stray':
      return piece.equals
        ? {
            line,
            message:
              'dotenv drops this line: what stands before its "=" is no name of letters, digits and _ . -',
            hint: 'Write KEY=value; put a value of several lines between quotes.',
          }
        : {
            line,
            message: 'the line is neither blank, nor a comment, nor an assignment',
            hint: 'Write KEY=value, or begin the line with "#"; put a value of several lines between quotes.',
          };
    case 'blank':
    case 'comment':
      return piece.hiddenBreak
        ? { line, ...faults['hidden-break'], message: `the line ${faults['hidden-break'].message}` }
        : undefined;
  }
}
