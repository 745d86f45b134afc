// What the manual says that stands in no declaration. test/docs/manual.test.ts compares it with what the code reads.

export const summary = 'AWS Parameter Store and the KMS keys behind it: seed from env files, export back';

export const description = [
  'ssmkit puts env files into Parameter Store, compares them with what is live, and writes them back for every program that reads env files. It runs under an SSO profile, in CI jobs and at boot.',
  'Whatever changes AWS is previewed first. A preview reads the live state and changes nothing; DRY_RUN=0 or --apply carries out the plan as it was shown.',
  'A parameter is named by the settings --project and --component, the environment (--env) and its section of the env file; --path-template says how. A settings file saves most flags.',
];

/** Each variable that is read, and what for; several that go together are one entry. */
export const environment = [
  [
    'DRY_RUN',
    'Whether commands that change AWS only preview: 0, false, no, off apply; 1, true, yes, on preview. Empty is as if it were not set; anything else is an error.',
  ],
  [
    'SSMKIT_PROJECT, SSMKIT_COMPONENT, SSMKIT_PATH_TEMPLATE',
    'As --project, --component and --path-template.',
  ],
  [
    'SSMKIT_LOCAL, SSMKIT_LOCAL_DIR',
    'As --local and --local-dir. While SSMKIT_LOCAL is set, every run says so.',
  ],
  [
    'AWS_PROFILE, AWS_DEFAULT_PROFILE',
    'The profile, where --profile is not given and no keys are in the environment.',
  ],
  ['AWS_REGION, AWS_DEFAULT_REGION', 'The Region, where --region is not given.'],
  [
    'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN',
    'Credentials; AWS_SECURITY_TOKEN is an older name of the last. With AWS_ACCOUNT_ID and AWS_CREDENTIAL_EXPIRATION, what is known of them.',
  ],
  [
    'AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN, AWS_ROLE_SESSION_NAME',
    'Credentials by a web identity, such as a CI job has.',
  ],
  [
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'Credentials of a container. With AWS_CONTAINER_AUTHORIZATION_TOKEN or AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, as its platform sets them.',
  ],
  [
    'AWS_EC2_METADATA_DISABLED, AWS_EC2_METADATA_SERVICE_ENDPOINT, AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE',
    'Instance metadata: whether it is asked, and where. AWS_METADATA_SERVICE_TIMEOUT and AWS_METADATA_SERVICE_NUM_ATTEMPTS say how patiently.',
  ],
  [
    'AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SSM, AWS_ENDPOINT_URL_KMS, AWS_ENDPOINT_URL_STS',
    'Where requests are sent; the one of a service wins. AWS_IGNORE_CONFIGURED_ENDPOINT_URLS passes over them and those of the profile.',
  ],
  ['AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT', "Which of AWS's endpoints."],
  ['AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE', 'The files of profiles, where they are not in ~/.aws.'],
  ['AWS_CA_BUNDLE', 'A file of certificates to trust, for a proxy that re-signs traffic.'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'Proxies, in capitals or not.'],
  [
    'AWS_DISABLE_CLOCK_SKEW_CORRECTION',
    'true: requests are signed with our own time, whatever AWS says of its clock.',
  ],
  ['NODE_DEBUG', 'With child_process in it exec starts no child, since Node would print its environment.'],
  ['AWS_SDK_UA_APP_ID', 'A name that requests carry in their user agent.'],
  ['NO_COLOR, FORCE_COLOR, TERM', 'Whether there are colours, without --no-color.'],
  ['LC_ALL, LC_CTYPE, LANG', 'Whether tree may draw its lines in UTF-8.'],
  ['HOME, USERPROFILE', 'Where ~/.aws is; without them it is where the user database says.'],
  ['PATH', 'Where exec and completion find programs.'],
  [
    'SSMKIT_COMPLETE_LIVE, SSMKIT_COMPLETE_CACHE',
    'Of completion: 0 never asks AWS for names, 0 keeps no list of them in XDG_CACHE_HOME.',
  ],
  ['SOURCE_DATE_EPOCH', 'The time in the header of an export, as seconds since 1970.'],
  ['GITHUB_ACTIONS', 'Whether export --format github-env prints masks.'],
];

export const files = [
  ['ssmkit.json', 'Settings, found upward from the working directory to the root of the repository.'],
  [
    'tags/<component>/base.json, <service>.json, <environment>.json',
    'Tag layers of seed; also looked for in aws/tags.',
  ],
  ['.ssmkit/', 'The embedded store of --local. It holds its own key: keep it out of backups.'],
  ['~/.aws/config, ~/.aws/credentials', 'Profiles, as the aws CLI has them.'],
];
