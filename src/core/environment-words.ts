/** `prod`, `staging`, `dev2`, `prod-eu`: what environments are usually called. */
const usual =
  /^(prod|production|prd|live|pre-?prod|staging|stage|stg|non-?prod|development|develop|dev|testing|test|tst|qa|uat|acceptance|acc|integration|int|sandbox|sbx|demo|preview|canary|perf|load|beta|alpha|ci|e2e|dr)([-_.]?\d+|[-_.][a-z]{2}(-[a-z]+-\d)?)?$/i;
const production = /^(prod|production|prd|live)([-_.]|\d|$)/i;

/** Is it a word that environments are usually called by? */
export function isEnvironmentWord(word: string): boolean {
  return usual.test(word);
}

/** One whose loss would be felt. */
export function isProductionWord(word: string): boolean {
  return production.test(word);
}
