// For scripts/image-check.sh: `roots BINARY` counts the root certificates in a binary and fails when Amazon's are not
// among them; `serve KEY CERTIFICATE` answers every call with one parameter, on a port that it prints.
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [command, ...files] = process.argv.slice(2);
if (command === 'roots') roots(readFileSync(files[0]).toString('latin1'));
else serve(...files.map((file) => readFileSync(file)));

function roots(binary) {
  const found = binary.match(/-----BEGIN CERTIFICATE-----\n[^-]+-----END CERTIFICATE-----/g) ?? [];
  const amazon = found.filter((text) => /\bO=Amazon\b/.test(new X509Certificate(text).subject));
  console.log(`${found.length} root certificates, ${amazon.length} of them Amazon's`);
  if (amazon.length === 0) process.exitCode = 1;
}

function serve(key, cert) {
  const parameter = { Name: '/a/b', Type: 'String', Value: 'over TLS', Version: 1 };
  const server = createServer({ key, cert }, (_request, response) => {
    response.end(JSON.stringify({ Parameter: parameter }));
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}
