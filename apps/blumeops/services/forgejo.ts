import { brewService, directory, file, formula, hostIni, hostService } from '@homelab/ansible-gen'
import { dumped, folder, http, logFile, ownHostname, ownUrl, saved, service, sqlite, tcp } from '@homelab/estate'
import { brew } from '../folders.ts'
import { forge } from '../forge.ts'
import { indri } from '../hosts.ts'
import { secrets } from '../vault.ts'

const work = brew('var/forgejo')
const database = `${work}/data/forgejo.db`
const ports = { http: 3001, ssh: 2200 }
const secret = secrets['Forgejo Secrets']

/** facts A4, N4, N5, P2, P3 */
export const forgejo = service(import.meta, 'forgejo', {
  title: 'Forgejo',
  summary: 'Git forge',
  ports: { http: http(ports.http), ssh: tcp(ports.ssh) },
  workload: hostService({
    at: indri,
    packages: [formula('forgejo')],
    directories: [directory(`${work}/custom/conf`)],
    programs: [
      brewService('forgejo', {
        reads: [file(`${work}/custom/conf/app.ini`, '0600', appIni())],
        logs: [logFile(brew('var/log/forgejo.log'))],
      }),
    ],
    data: [
      folder(work, 'repositories and packages', saved('critical'), 'Forgejo'),
      sqlite(database, 'users, issues and pull requests', dumped, 'Forgejo database'),
    ],
  }),
  probes: { health: { port: 'http', path: '/' } },
  routes: {
    ops: [
      { port: 'http', host: forge.host, audience: 'members' },
      { port: 'ssh', host: forge.host, listen: forge.ssh.port },
    ],
  },
})

/** https://forgejo.org/docs/latest/admin/config-cheat-sheet/ */
function appIni(): ReturnType<typeof hostIni> {
  const units = ['code', 'issues', 'pulls', 'releases', 'wiki', 'projects', 'packages', 'actions']
  return hostIni(
    {
      server: {
        HTTP_ADDR: '0.0.0.0',
        HTTP_PORT: ports.http,
        SSH_DOMAIN: ownHostname('ops'),
        DOMAIN: ownHostname('ops'),
        ROOT_URL: ownUrl('ops', '/'),
        APP_DATA_PATH: `${work}/data`,
        DISABLE_SSH: false,
        START_SSH_SERVER: true,
        BUILTIN_SSH_SERVER_USER: forge.ssh.user,
        SSH_PORT: forge.ssh.port,
        SSH_LISTEN_PORT: ports.ssh,
        LFS_START_SERVER: true,
        LFS_JWT_SECRET: secret['lfs-jwt-secret'],
        OFFLINE_MODE: true,
      },
      database: { DB_TYPE: 'sqlite3', PATH: database, LOG_SQL: false },
      repository: {
        ROOT: `${work}/data/forgejo-repositories`,
        DEFAULT_REPO_UNITS: units.map(unit => `repo.${unit}`).join(','),
      },
      lfs: { PATH: `${work}/data/lfs` },
      mailer: { ENABLED: false },
      service: {
        REGISTER_EMAIL_CONFIRM: false,
        ENABLE_NOTIFY_MAIL: false,
        DISABLE_REGISTRATION: true,
        ALLOW_ONLY_EXTERNAL_REGISTRATION: false,
        ENABLE_CAPTCHA: false,
        REQUIRE_SIGNIN_VIEW: false,
        DEFAULT_KEEP_EMAIL_PRIVATE: false,
        DEFAULT_ALLOW_CREATE_ORGANIZATION: true,
        DEFAULT_ENABLE_TIMETRACKING: true,
        NO_REPLY_ADDRESS: `noreply.${indri.name}`,
      },
      openid: { ENABLE_OPENID_SIGNIN: false, ENABLE_OPENID_SIGNUP: false },
      'cron.update_checker': { ENABLED: false },
      session: { PROVIDER: 'file' },
      log: { MODE: 'console', LEVEL: 'info', ROOT_PATH: `${work}/log` },
      'repository.pull-request': { DEFAULT_MERGE_STYLE: 'merge' },
      'repository.signing': { DEFAULT_TRUST_MODEL: 'committer' },
      security: {
        INSTALL_LOCK: true,
        INTERNAL_TOKEN: secret['internal-token'],
        PASSWORD_HASH_ALGO: 'pbkdf2_hi',
      },
      oauth2: { JWT_SECRET: secret['oauth2-jwt-secret'] },
      actions: { ENABLED: true, DEFAULT_ACTIONS_URL: 'https://code.forgejo.org' },
    },
    {
      APP_NAME: 'Forgejo',
      APP_SLOGAN: 'Beyond coding. We Forge.',
      RUN_USER: 'forgejo',
      WORK_PATH: work,
      RUN_MODE: 'prod',
    },
  )
}
