/** One variable of the environment that the program reads. */
export interface EnvironmentVariable {
  readonly name: string
  /** What it is for, a sentence. */
  readonly about: string
  /** What may stand in an example file; never a working secret. */
  readonly example: string
  /** What holds without it; null for nothing. */
  readonly usual: string | null
  /** Whether its value must never be shown or written down. */
  readonly isSecret: boolean
}

function variable<const Name extends string>(
  name: Name,
  about: string,
  example: string,
  { usual, isSecret }: { readonly usual?: string; readonly isSecret?: boolean } = {},
): EnvironmentVariable & { readonly name: Name } {
  return { name, about, example, usual: usual ?? null, isSecret: isSecret === true }
}

/** Every variable of the environment that the program reads; it reads no other. */
export const ENVIRONMENT_TABLE = [
  variable(
    'LEGWORK_DATA_DIR',
    'The folder of database, exchange, log and keys; --data goes over it.',
    './data',
    {
      usual: 'data',
    },
  ),
  variable('LEGWORK_HOST', 'The address of this machine on which the API listens.', '127.0.0.1', {
    usual: '127.0.0.1',
  }),
  variable('LEGWORK_PORT', 'The port of the API; --port goes over it.', '8730', { usual: '8730' }),
  variable(
    'LEGWORK_HOSTS',
    'Names under which browsers may reach the API besides this machine’s own, with commas.',
    'legwork.example.org',
  ),
  variable(
    'LEGWORK_ORIGIN',
    'The address in front of the API where a proxy adds TLS; cookies and passkeys are bound to it.',
    'https://legwork.example.org',
  ),
  variable(
    'LEGWORK_VAULT_KEY',
    'The keys that seal brokers’ tokens, the newest first, with commas; else vault.key in the data folder.',
    'a-fernet-key-of-44-characters',
    { isSecret: true },
  ),
  variable(
    'LEGWORK_AUTH_SECRET',
    'What sessions are signed with, 32 characters or more; else auth.key in the data folder.',
    'thirty-two-random-characters-or-more',
    { isSecret: true },
  ),
  variable(
    'DATABASE_URL',
    'A PostgreSQL server in place of the embedded database.',
    'postgresql://legwork@localhost:5432/legwork',
    { isSecret: true },
  ),
  variable(
    'DIRECT_URL',
    'The same database past a pooler, for migrations.',
    'postgresql://owner@localhost:5432/legwork',
    { isSecret: true },
  ),
  variable(
    'BACKUP_DATABASE_URL',
    'The same database by a login that reads every user’s rows for backups; else that of DIRECT_URL.',
    'postgresql://backup@localhost:5432/legwork',
    { isSecret: true },
  ),
  variable('LEGWORK_BACKUP_DIR', 'The folder of backups.', './data/backups', {
    usual: 'backups in the data folder',
  }),
  variable('LEGWORK_BACKUP_KEEP_DAYS', 'Days for which backups are kept; 0 makes none at night.', '14', {
    usual: '14',
  }),
  variable(
    'LEGWORK_LIVE',
    'Allows this server to trade money, with exactly the words of the example.',
    'yes-real-money',
  ),
  variable(
    'LEGWORK_TRADIER_TOKEN',
    'The token of the account that --broker sandbox or --broker live trades.',
    'the-token-of-the-account',
    { isSecret: true },
  ),
  variable('LEGWORK_TRADIER_ACCOUNT', 'The number of that account.', 'VA12345678'),
  variable('LEGWORK_ORATS_TOKEN', 'Volatility and snapshot prices from ORATS.', 'the-token-at-orats', {
    isSecret: true,
  }),
  variable('LEGWORK_ORATS_PLAN', 'What the ORATS token is for: live or delayed.', 'delayed', {
    usual: 'delayed',
  }),
  variable(
    'LEGWORK_ALERT_URL',
    'Where alerts of the engine’s own account are posted.',
    'https://hooks.example.org/alerts',
    {
      isSecret: true,
    },
  ),
  variable(
    'LEGWORK_DEADMAN_URL',
    'What is called each minute while the engine’s own account is watched.',
    'https://hooks.example.org/alive',
    { isSecret: true },
  ),
] as const satisfies readonly EnvironmentVariable[]

/** The name of a variable. */
export type VariableName = (typeof ENVIRONMENT_TABLE)[number]['name']
