import { directory, file, hardenedUnit, hostIni, hostService, required, systemdService } from '@homelab/ansible-gen'
import { dumped, folder, http, ownUrl, saved, service, sqlite } from '@homelab/estate'
import { hearth } from '../places.ts'
import { secrets } from '../vault.ts'

const program = '/usr/local/bin/forgejo'
const work = '/srv/forgejo'
const settings = `${work}/custom/conf/app.ini`
const database = `${work}/data/forgejo.db`
const port = 3001
/** Whoever logs in there runs it. */
const login = 'crofter'

export const forge = service(import.meta, 'forge', {
  title: 'Forgejo',
  summary: 'Git forge',
  ports: { http: http(port) },
  workload: hostService({
    at: hearth,
    requires: [required(program, 'Copy it there from its releases.')],
    directories: [{ ...directory(`${work}/custom/conf`), owner: { user: login } }],
    programs: [
      systemdService('forgejo', {
        description: 'Git forge',
        program: [program, 'web', '--config', settings],
        user: login,
        security: hardenedUnit({ writes: [work] }),
        reads: [
          file(
            settings,
            '0600',
            // https://forgejo.org/docs/latest/admin/config-cheat-sheet/
            hostIni(
              {
                server: { HTTP_PORT: port, ROOT_URL: ownUrl('public', '/'), DISABLE_SSH: true },
                database: { DB_TYPE: 'sqlite3', PATH: database },
                service: { DISABLE_REGISTRATION: true },
                security: { INSTALL_LOCK: true, INTERNAL_TOKEN: secrets.forge['internal-token'] },
              },
              { WORK_PATH: work },
            ),
          ),
        ],
      }),
    ],
    data: [
      folder(work, 'repositories', saved('critical'), 'Forgejo'),
      sqlite(database, 'users and issues', dumped, 'Forgejo database'),
    ],
  }),
  probes: { health: { port: 'http', path: '/api/healthz' } },
  routes: {
    ops: { port: 'http' },
    tailnet: { port: 'http' },
    public: {
      port: 'http',
      mode: 'dynamic',
      loginPaths: ['/user/login'],
      exposed: { since: '2026-05-02', why: 'others may read and clone what is public there' },
    },
  },
})
