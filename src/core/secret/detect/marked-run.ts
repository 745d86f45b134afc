// An issuer's mark is one short word or several (`p8e-`, `castai_v1_`), each with a line or dot after it.
const marked = /^[A-Za-z][A-Za-z\d]{0,11}[_.-][\w.-]+$/;
// `1/1200123:…`, the way of issuers that put the account before the secret.
const numbered = /^\d[\d/]{0,39}:([A-Za-z\d]+)$/;
// Marks that name a thing, not who gave it out: OpenAI's `vs_…`, Anthropic's `msgbatch_…` are ids.
const things =
  /^(?:user|usr|org|team|proj|project|file|vs|asst|thread|run|job|batch|msg|msgbatch|img|doc|page|item|order|obj|ws|wf)[_-]/;
// Files with a digest in their name, and hosts.
const ending = /\.[a-z][a-z\d]{1,5}$/;

/** The longest unbroken part of a token that its issuer marked as one; undefined when there is no such mark. */
export function runAfterMark(text: string): string | undefined {
  if (!marked.test(text)) return numbered.exec(text)?.[1];
  if (things.test(text) || ending.test(text)) return undefined;
  return text.split(/[_.-]/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
