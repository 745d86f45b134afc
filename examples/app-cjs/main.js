// @ts-check
// The same in CommonJS: a job that needs three parameters and says which are missing. APP_ENVIRONMENT=prod.
const { loadParameters, ParameterNotFoundError, ParametersError } = require('ssmkit');

async function main() {
  const parameters = await loadParameters({
    project: 'mow',
    service: 'postgres',
    environment: process.env.APP_ENVIRONMENT ?? 'stage',
  });
  const [user, password, database] = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'].map((key) =>
    parameters.get(key),
  );
  process.stdout.write(`connecting to ${database} as ${user}, password of ${password?.length} characters\n`);
}

main().catch((error) => {
  if (!(error instanceof ParametersError)) throw error;
  const key = error instanceof ParameterNotFoundError ? ` (key: ${error.key})` : '';
  process.stderr.write(`${error.code}: ${error.message}${key}\n`);
  process.exitCode = 1;
});
