/**
 * Facts A1-A16, transcribed row by row: what Ansible deploys on the Mac today. Imports nothing of the estate, so that it
 * can disagree with it.
 */

const home = '/Users/erichblume'
const brew = '/opt/homebrew'
const logs = `${home}/Library/Logs`
const path = '/opt/homebrew/bin:/usr/bin:/bin'

/** A2: the order of the roles; each has one tag, its name. */
export const roles = [
  'alloy',
  'borgmatic',
  'borgmatic_metrics',
  'forgejo',
  'forgejo_actions_secrets',
  'zot',
  'zot_metrics',
  'minikube',
  'minikube_metrics',
  'jellyfin',
  'jellyfin_metrics',
  'caddy',
] as const

/** A1 */
export const groups: Readonly<Record<string, readonly string[]>> = {
  servers: ['indri'],
  workstations: ['gilbert'],
  nas: ['sifaka'],
}

/** A3: role tag -> what is read, as `item id/field`. */
export const secretsRead: Readonly<Record<string, readonly string[]>> = {
  borgmatic: ['mw2bv5we7woicjza7hc6s44yvy/db-password'],
  forgejo: [
    'w3663ffnvkewbftncqxtcpeavy/lfs-jwt-secret',
    'w3663ffnvkewbftncqxtcpeavy/internal-token',
    'w3663ffnvkewbftncqxtcpeavy/oauth2-jwt-secret',
  ],
  forgejo_actions_secrets: [
    'w3663ffnvkewbftncqxtcpeavy/api-token',
    'w3663ffnvkewbftncqxtcpeavy/argocd_token',
    'on5slfaygtdjrxmdwezyhfmqsq/deploy-token',
  ],
  caddy: ['mco6ka3dc3rmw7zkg2dhia5d2m/pat'],
  jellyfin_metrics: ['ceywxkcd3z7najsy2nmmbs2vke/credential'],
}

/** A3 */
export const vaultId = 'vg6xf6vvfmoh5hqjjhlhbeoaie'

/** A3: the names of the facts that hold them. */
export const secretFacts: Readonly<Record<string, readonly string[]>> = {
  borgmatic: ['borgmatic_db_password'],
  forgejo: ['forgejo_lfs_jwt_secret', 'forgejo_internal_token', 'forgejo_oauth2_jwt_secret'],
  forgejo_actions_secrets: ['forgejo_api_token', 'forgejo_secret_argocd_token', 'forgejo_secret_fly_deploy_token'],
  caddy: ['caddy_gandi_token'],
  jellyfin_metrics: ['jellyfin_metrics_api_key'],
}

/** A4-A9, A13-A15: every deployed file with its mode. Property lists are 0644. */
export const files: Readonly<Record<string, string>> = {
  [`${brew}/var/forgejo/custom/conf/app.ini`]: '0600',
  [`${home}/.config/zot/config.json`]: '0644',
  [`${home}/.pgpass`]: '0600',
  [`${home}/.config/borgmatic/config.yaml`]: '0600',
  [`${home}/.local/bin/borgmatic-metrics`]: '0755',
  [`${home}/.local/bin/zot-metrics`]: '0755',
  [`${home}/.local/bin/minikube-metrics`]: '0755',
  [`${home}/.local/bin/jellyfin-metrics`]: '0755',
  [`${home}/.jellyfin-api-key`]: '0600',
  [`${home}/.config/caddy/gandi-token`]: '0600',
  [`${home}/.config/caddy/Caddyfile`]: '0644',
  [`${home}/.config/caddy/caddy-wrapper.sh`]: '0755',
  [`${home}/.config/grafana-alloy/config.alloy`]: '0600',
  '/usr/local/bin/macos-power-metrics': '0755',
}

/** A4-A9, A14, A15: every folder that a role makes, with its mode. */
export const folders: Readonly<Record<string, string>> = {
  [`${brew}/var/forgejo/custom/conf`]: '0755',
  [`${home}/zot`]: '0755',
  [`${home}/.config/zot`]: '0755',
  [`${home}/Library/Application Support/jellyfin`]: '0755',
  [`${home}/.config/borgmatic`]: '0700',
  [`${brew}/var/node_exporter/textfile`]: '0755',
  [`${brew}/var/log`]: '0755',
  [`${home}/.local/bin`]: '0755',
  [`${home}/.config/caddy`]: '0755',
  [`${home}/.local/share/caddy`]: '0755',
  [`${home}/.config/grafana-alloy`]: '0755',
  [`${home}/.local/share/grafana-alloy`]: '0755',
}

/** A6, A14, A15: programs that are built by hand, without which the role fails. */
export const required = [
  `${home}/.local/bin/alloy`,
  `${home}/code/3rd/zot/bin/zot-darwin-arm64`,
  `${home}/code/3rd/caddy/bin/caddy`,
] as const

/** A property list as a parser reads it. All of them run at load. */
type Plist = Readonly<Record<string, unknown>>

/** A4-A9, A14, A15: file of the property list -> what it says. */
export const agents: Readonly<Record<string, Plist>> = {
  [userAgent('mcquack.eblume.zot')]: {
    Label: 'mcquack.eblume.zot',
    ProgramArguments: [`${home}/code/3rd/zot/bin/zot-darwin-arm64`, 'serve', `${home}/.config/zot/config.json`],
    RunAtLoad: true,
    KeepAlive: true,
    ...streams(`${logs}/mcquack.zot`),
  },
  [userAgent('mcquack.jellyfin')]: {
    Label: 'mcquack.jellyfin',
    ProgramArguments: [
      '/Applications/Jellyfin.app/Contents/MacOS/jellyfin',
      '--service',
      '--datadir',
      `${home}/Library/Application Support/jellyfin`,
      '--webdir',
      '/Applications/Jellyfin.app/Contents/Resources/jellyfin-web',
    ],
    EnvironmentVariables: { PATH: path },
    WorkingDirectory: `${home}/Library/Application Support/jellyfin`,
    RunAtLoad: true,
    KeepAlive: true,
    ...streams(`${logs}/mcquack.jellyfin`),
  },
  [userAgent('mcquack.eblume.borgmatic')]: {
    Label: 'mcquack.eblume.borgmatic',
    ProgramArguments: [
      '/opt/homebrew/opt/mise/bin/mise',
      'x',
      '--',
      'borgmatic',
      '--config',
      `${home}/.config/borgmatic/config.yaml`,
      'create',
    ],
    EnvironmentVariables: { PATH: path },
    RunAtLoad: true,
    KeepAlive: false,
    StartCalendarInterval: { Hour: 2, Minute: 0 },
    ...streams(`${logs}/mcquack.borgmatic`),
  },
  [userAgent('mcquack.eblume.borgmatic-metrics')]: {
    Label: 'mcquack.eblume.borgmatic-metrics',
    ProgramArguments: [`${home}/.local/bin/borgmatic-metrics`],
    RunAtLoad: true,
    StartInterval: 3600,
    ...streams(`${brew}/var/log/mcquack.borgmatic-metrics`),
  },
  [userAgent('mcquack.eblume.zot-metrics')]: {
    Label: 'mcquack.eblume.zot-metrics',
    ProgramArguments: [`${home}/.local/bin/zot-metrics`],
    RunAtLoad: true,
    StartInterval: 60,
    ...streams(`${brew}/var/log/mcquack.zot-metrics`),
  },
  [userAgent('mcquack.eblume.minikube-metrics')]: {
    Label: 'mcquack.eblume.minikube-metrics',
    ProgramArguments: [`${home}/.local/bin/minikube-metrics`],
    EnvironmentVariables: { HOME: home, PATH: '/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin' },
    RunAtLoad: true,
    StartInterval: 60,
    ...streams(`${brew}/var/log/mcquack.minikube-metrics`),
  },
  [userAgent('mcquack.eblume.jellyfin-metrics')]: {
    Label: 'mcquack.eblume.jellyfin-metrics',
    ProgramArguments: [`${home}/.local/bin/jellyfin-metrics`],
    EnvironmentVariables: { PATH: path },
    RunAtLoad: true,
    StartInterval: 60,
    ...streams(`${brew}/var/log/jellyfin-metrics`),
  },
  '/Library/LaunchDaemons/mcquack.eblume.macos-power-metrics.plist': {
    Label: 'mcquack.eblume.macos-power-metrics',
    ProgramArguments: ['/usr/local/bin/macos-power-metrics'],
    RunAtLoad: true,
    StartInterval: 30,
    ...streams('/var/log/mcquack.macos-power-metrics'),
  },
  [userAgent('mcquack.eblume.caddy')]: {
    Label: 'mcquack.eblume.caddy',
    ProgramArguments: [`${home}/.config/caddy/caddy-wrapper.sh`],
    EnvironmentVariables: { XDG_DATA_HOME: `${home}/.local/share`, XDG_CONFIG_HOME: `${home}/.config` },
    WorkingDirectory: `${home}/.local/share/caddy`,
    RunAtLoad: true,
    KeepAlive: true,
    ...streams(`${logs}/mcquack.caddy`),
  },
  [userAgent('mcquack.eblume.alloy')]: {
    Label: 'mcquack.eblume.alloy',
    ProgramArguments: [
      `${home}/.local/bin/alloy`,
      'run',
      `${home}/.config/grafana-alloy/config.alloy`,
      `--storage.path=${home}/.local/share/grafana-alloy`,
    ],
    RunAtLoad: true,
    KeepAlive: true,
    ...streams(`${logs}/mcquack.alloy`),
  },
}

/** What a difference says of A8: by the clock alone, through a script. */
export const changedAgents: Readonly<Record<string, Plist>> = {
  [userAgent('mcquack.eblume.borgmatic')]: {
    ...agents[userAgent('mcquack.eblume.borgmatic')],
    ProgramArguments: [`${home}/.local/bin/borgmatic-run`, 'create'],
    RunAtLoad: false,
  },
}

function userAgent(label: string): string {
  return `${home}/Library/LaunchAgents/${label}.plist`
}

function streams(base: string): Plist {
  return { StandardOutPath: `${base}.out.log`, StandardErrorPath: `${base}.err.log` }
}

/** A4: every key of `app.ini`, in the order of its sections. */
export const appIni = `
APP_NAME = Forgejo
APP_SLOGAN = Beyond coding. We Forge.
RUN_USER = forgejo
WORK_PATH = /opt/homebrew/var/forgejo
RUN_MODE = prod
server.HTTP_ADDR = 0.0.0.0
server.HTTP_PORT = 3001
server.SSH_DOMAIN = forge.ops.eblu.me
server.DOMAIN = forge.ops.eblu.me
server.ROOT_URL = https://forge.ops.eblu.me/
server.APP_DATA_PATH = /opt/homebrew/var/forgejo/data
server.DISABLE_SSH = false
server.START_SSH_SERVER = true
server.BUILTIN_SSH_SERVER_USER = forgejo
server.SSH_PORT = 2222
server.SSH_LISTEN_PORT = 2200
server.LFS_START_SERVER = true
server.LFS_JWT_SECRET = <lfs-jwt-secret>
server.OFFLINE_MODE = true
database.DB_TYPE = sqlite3
database.PATH = /opt/homebrew/var/forgejo/data/forgejo.db
database.LOG_SQL = false
repository.ROOT = /opt/homebrew/var/forgejo/data/forgejo-repositories
repository.DEFAULT_REPO_UNITS = repo.code,repo.issues,repo.pulls,repo.releases,repo.wiki,repo.projects,repo.packages,repo.actions
lfs.PATH = /opt/homebrew/var/forgejo/data/lfs
mailer.ENABLED = false
service.REGISTER_EMAIL_CONFIRM = false
service.ENABLE_NOTIFY_MAIL = false
service.DISABLE_REGISTRATION = true
service.ALLOW_ONLY_EXTERNAL_REGISTRATION = false
service.ENABLE_CAPTCHA = false
service.REQUIRE_SIGNIN_VIEW = false
service.DEFAULT_KEEP_EMAIL_PRIVATE = false
service.DEFAULT_ALLOW_CREATE_ORGANIZATION = true
service.DEFAULT_ENABLE_TIMETRACKING = true
service.NO_REPLY_ADDRESS = noreply.indri
openid.ENABLE_OPENID_SIGNIN = false
openid.ENABLE_OPENID_SIGNUP = false
cron.update_checker.ENABLED = false
session.PROVIDER = file
log.MODE = console
log.LEVEL = info
log.ROOT_PATH = /opt/homebrew/var/forgejo/log
repository.pull-request.DEFAULT_MERGE_STYLE = merge
repository.signing.DEFAULT_TRUST_MODEL = committer
security.INSTALL_LOCK = true
security.INTERNAL_TOKEN = <internal-token>
security.PASSWORD_HASH_ALGO = pbkdf2_hi
oauth2.JWT_SECRET = <oauth2-jwt-secret>
actions.ENABLED = true
actions.DEFAULT_ACTIONS_URL = https://code.forgejo.org
`
  .trim()
  .split('\n')

/** A6 */
export const zotConfiguration = {
  distSpecVersion: '1.1.0',
  storage: { rootDirectory: `${home}/zot`, gc: true, gcDelay: '1h', gcInterval: '24h' },
  http: { address: '0.0.0.0', port: '5050' },
  log: { level: 'info' },
  extensions: {
    metrics: { enable: true, prometheus: { path: '/metrics' } },
    sync: {
      enable: true,
      registries: [
        ['https://registry-1.docker.io', '/docker.io'],
        ['https://ghcr.io', '/ghcr.io'],
        ['https://quay.io', '/quay.io'],
      ].map(([url, destination]) => ({
        urls: [url],
        content: [{ prefix: '**', destination }],
        onDemand: true,
        tlsVerify: true,
      })),
    },
    search: { enable: true, cve: { updateInterval: '24h' } },
    ui: { enable: true },
  },
}

/** A8 */
export const borgmaticConfiguration = {
  local_path: '/opt/homebrew/bin/borg',
  source_directories: [
    `${home}/code/personal/zk`,
    '/opt/homebrew/var/forgejo',
    `${home}/.config/borgmatic`,
    `${home}/Documents`,
  ],
  source_directories_must_exist: true,
  repositories: [
    { path: '/Volumes/backups/borg/', label: 'sifaka-borg-backups', encryption: 'repokey', append_only: true },
  ],
  encryption_passcommand: `cat ${home}/.borg/config.yaml`,
  keep_daily: 7,
  keep_monthly: 12,
  keep_yearly: 1000,
  postgresql_databases: ['miniflux', 'teslamate'].map(name => ({
    name,
    hostname: 'pg.ops.eblu.me',
    port: 5432,
    username: 'borgmatic',
    pg_dump_command: '/opt/homebrew/opt/postgresql@18/bin/pg_dump',
  })),
}

/** A8: the row besides comments. */
export const pgpass = 'pg.ops.eblu.me:5432:*:borgmatic:<db-password>'

/** A5: secret of the workflows -> the fact that holds it; the API. */
export const actionsSecrets = {
  api: 'https://forge.ops.eblu.me/api/v1',
  path: '/repos/eblume/blumeops/actions/secrets/',
  secrets: { ARGOCD_AUTH_TOKEN: 'argocd_token', FLY_DEPLOY_TOKEN: 'deploy-token' },
} as const

/** A15: log files that Alloy tails: path -> service, stream. */
export const tailed: Readonly<Record<string, readonly [service: string, stream: string]>> = {
  [`${brew}/var/log/forgejo.log`]: ['forgejo', 'stdout'],
  [`${brew}/var/log/tailscaled.log`]: ['tailscale', 'stdout'],
  ...Object.fromEntries(
    ['alloy', 'borgmatic', 'zot', 'jellyfin'].flatMap(service => [
      [`${logs}/mcquack.${service}.out.log`, [service, 'stdout']],
      [`${logs}/mcquack.${service}.err.log`, [service, 'stderr']],
    ]),
  ),
}

/** A9: text file -> seconds between two runs. */
export const textfiles: Readonly<Record<string, number>> = {
  [`${brew}/var/node_exporter/textfile/borgmatic.prom`]: 3600,
  [`${brew}/var/node_exporter/textfile/zot.prom`]: 60,
  [`${brew}/var/node_exporter/textfile/minikube.prom`]: 60,
  [`${brew}/var/node_exporter/textfile/jellyfin.prom`]: 60,
  [`${brew}/var/node_exporter/textfile/macos_power.prom`]: 30,
}

/** N9: options of `minikube start`, and the host files of registries in the node. */
export const minikube = {
  options: {
    driver: 'docker',
    'container-runtime': 'docker',
    'kubernetes-version': 'v1.34.0',
    cpus: '6',
    memory: '11264',
    'disk-size': '200g',
    'apiserver-names': 'k8s.tail8d86e.ts.net,indri',
    'apiserver-port': '6443',
    'listen-address': '0.0.0.0',
  },
  target: 'http://host.minikube.internal:5050',
  registries: {
    'registry.ops.eblu.me': { server: 'http://host.minikube.internal:5050', capabilities: ['pull', 'resolve', 'push'] },
    'docker.io': { server: 'https://registry-1.docker.io', capabilities: ['pull', 'resolve'] },
    'ghcr.io': { server: 'https://ghcr.io', capabilities: ['pull', 'resolve'] },
    'quay.io': { server: 'https://quay.io', capabilities: ['pull', 'resolve'] },
  },
} as const
