/** What differs from run to run and from machine to machine, and what stands for it when two texts are compared. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<id>'],
  [/\bin \d+\.\d s\b/g, 'in <seconds> s'],
  [/\b\d+ KiB\b/g, '<size> KiB'],
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>'],
];

/** Pages are read by people with another home than the test's: its folder is written so in them. */
const home = '/home/you/mow';

/** A page's output in the form in which it is compared. */
export function expectedForm(text: string): string {
  return form(text.replaceAll(/\/home\/you\/[\w-]+/g, home));
}

/**
 * What a command line printed in that form. Every run says that SSMKIT_LOCAL is set; a reader's would not, as they are
 * not run with it, so that line is left out.
 */
export function actualForm(text: string, folder: string): string {
  return form(text.replaceAll(/^SSMKIT_LOCAL is set: .*\n/gm, '').replaceAll(folder, home));
}

function form(text: string): string {
  const same = changing.reduce((done, [pattern, stand]) => done.replaceAll(pattern, stand), text);
  return same.replaceAll(/[ \t]+$/gm, '').trim();
}
