type Body = 'alnum' | 'hex' | 'upper' | 'url' | 'dotted';

/** A token that begins in a way of its own; `least` is the length of what follows the beginning. */
export interface TokenFormat {
  readonly of: string;
  readonly starts: readonly string[];
  readonly body: Body;
  readonly least: number;
  /** Has no more than `least` either: for beginnings that ordinary words have too. */
  readonly exact?: true;
  /** Given to browsers too, where the key's name says so. */
  readonly maybePublic?: true;
}

function format(
  of: string,
  starts: string,
  body: Body,
  least: number,
  more?: Partial<TokenFormat>,
): TokenFormat {
  return { of, starts: starts.split(' '), body, least, ...more };
}

/** Published beginnings. Lengths are a little below the real ones, since issuers change theirs. */
export const tokenFormats: readonly TokenFormat[] = [
  format('GitHub token', 'ghp_ gho_ ghu_ ghs_ ghr_', 'alnum', 30),
  format('GitHub token', 'github_pat_', 'url', 40),
  format(
    'GitLab token',
    'glpat- glptt- gldt- glrt- glcbt- glft- glimt- glagent- glsoat- gloas-',
    'dotted',
    18,
  ),
  format('Slack token', 'xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxc- xoxd- xapp- xoxe.xoxp-', 'dotted', 20),
  format('Stripe key', 'sk_live_ sk_test_ rk_live_ rk_test_', 'url', 16),
  format('webhook signing secret', 'whsec_', 'url', 20),
  format('AWS access key id', 'AKIA ASIA', 'upper', 16, { exact: true }),
  format('Alibaba Cloud access key id', 'LTAI', 'alnum', 17),
  format('Google API key', 'AIza', 'url', 35, { exact: true, maybePublic: true }),
  format('Google OAuth secret', 'GOCSPX-', 'url', 20),
  format('Google OAuth token', 'ya29.', 'dotted', 20),
  format('SendGrid key', 'SG.', 'dotted', 40),
  format('Twilio key', 'SK', 'hex', 32, { exact: true }),
  format('Mailgun key', 'key-', 'hex', 32, { exact: true }),
  format('npm token', 'npm_', 'alnum', 30),
  format('PyPI token', 'pypi-', 'url', 50),
  format('RubyGems key', 'rubygems_', 'hex', 40),
  format('NuGet key', 'oy2', 'alnum', 43, { exact: true }),
  format('crates.io token', 'cio', 'alnum', 32, { exact: true }),
  format('Docker Hub token', 'dckr_pat_ dckr_oat_', 'url', 20),
  format('OpenAI key', 'sk-proj- sk-svcacct- sk-admin-', 'url', 20),
  format('Anthropic key', 'sk-ant-', 'url', 20),
  format('OpenRouter key', 'sk-or-v1-', 'hex', 40),
  format('OpenAI key', 'sk-', 'alnum', 32),
  format('Hugging Face token', 'hf_ api_org_', 'alnum', 30),
  format('Groq key', 'gsk_', 'alnum', 40),
  format('xAI key', 'xai-', 'alnum', 60),
  format('Perplexity key', 'pplx-', 'alnum', 40),
  format('Replicate token', 'r8_', 'alnum', 30),
  format('Pinecone key', 'pcsk_', 'url', 40),
  format('LangSmith key', 'lsv2_pt_ lsv2_sk_', 'url', 32),
  format('DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', 'hex', 64),
  format('Heroku key', 'HRKU-', 'url', 30),
  format('Shopify token', 'shpat_ shpca_ shppa_ shpss_', 'hex', 32),
  format('New Relic key', 'NRAK- NRII- NRAA- NRRA-', 'url', 20),
  format('Sentry token', 'sntrys_ sntryu_', 'url', 40),
  format('Vault token', 'hvs. hvb. hvr.', 'url', 20),
  format('Doppler token', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', 'dotted', 20),
  format('Linear key', 'lin_api_ lin_oauth_', 'alnum', 30),
  format('Databricks token', 'dapi dkea dose', 'hex', 32),
  format('Postman key', 'PMAK-', 'url', 40),
  format('age secret key', 'AGE-SECRET-KEY-1 AGE-PLUGIN-', 'url', 40),
  format('Grafana token', 'glsa_ glc_', 'url', 30),
  format('PlanetScale secret', 'pscale_tkn_ pscale_pw_ pscale_oauth_', 'dotted', 30),
  format('Supabase key', 'sbp_ sb_secret_', 'url', 20),
  format('Square token', 'sq0atp- sq0csp- EAAAE EAAAl', 'url', 20),
  format('Facebook token', 'EAAC EAAB EAAG EAAJ EAAM', 'alnum', 60),
  format('Atlassian token', 'ATATT3 ATCTT3 ATBB ATSTT3', 'dotted', 28),
  format('HubSpot token', 'pat-na1- pat-na2- pat-eu1- pat-ap1-', 'url', 36),
  format('Figma token', 'figd_ figo_', 'url', 30),
  format('Notion token', 'ntn_ secret_', 'alnum', 40),
  format('LaunchDarkly key', 'sdk- api-', 'url', 36, { exact: true }),
  format('SonarQube token', 'sqp_ squ_ sqa_', 'hex', 40),
  format('CircleCI token', 'CCIPAT_ CCIPRJ_', 'url', 30),
  format('Buildkite token', 'bkua_ bkaj_', 'alnum', 32),
  format('Brevo key', 'xkeysib- xsmtpsib-', 'url', 60),
  format('Resend key', 're_', 'url', 30),
  format('Netlify token', 'nfp_', 'alnum', 30),
  format('Fly.io token', 'fm2_ fm1r_ fm1a_ fo1_', 'url', 40),
  format('Render key', 'rnd_', 'alnum', 26),
  format('Tailscale key', 'tskey-', 'url', 20),
  format('PostHog personal key', 'phx_', 'alnum', 30),
  format('Mapbox secret token', 'sk.ey', 'dotted', 40),
  format('1Password token', 'ops_ey', 'url', 60),
  format('Pulumi token', 'pul-', 'hex', 40),
  format('Contentful token', 'CFPAT-', 'url', 40),
  format('Dynatrace token', 'dt0c01. dt0s16.', 'dotted', 60),
  format('EasyPost key', 'EZAK EZTK', 'alnum', 54),
  format('Flutterwave key', 'FLWSECK- FLWSECK_TEST-', 'url', 12),
  format('Plaid token', 'access-production- access-sandbox- access-development-', 'url', 36),
  format('Duffel token', 'duffel_live_ duffel_test_', 'url', 30),
  format('Typeform token', 'tfp_', 'url', 40),
  format('JFrog token', 'AKCp', 'alnum', 60),
  format('Adyen key', 'AQE', 'url', 80),
  format('Cloudflare origin key', 'v1.0-', 'url', 140),
];
