// @ts-check
// A service that reads its parameters once, before it listens. Start it with APP_ENVIRONMENT=prod.
import { createServer } from 'node:http';
import { AccessDeniedError, loadParameters, ParametersError } from 'ssmkit';

try {
  const parameters = await loadParameters({
    project: 'mow',
    service: 'django',
    environment: process.env.APP_ENVIRONMENT ?? 'stage',
  });
  const secretKey = parameters.get('SECRET_KEY');
  const debug = parameters.find('DEBUG') === 'True';

  const server = createServer((_request, response) => {
    response.end(JSON.stringify({ parameters, debug, signed: secretKey.length > 0 }));
  });
  server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    process.stdout.write(`listening ${JSON.stringify(server.address())}\n`);
  });
} catch (error) {
  if (!(error instanceof ParametersError)) throw error;
  const action = error instanceof AccessDeniedError ? ` (missing: ${error.action})` : '';
  process.stderr.write(`${error.code}: ${error.message}${action}\n`);
  process.exitCode = 1;
}
