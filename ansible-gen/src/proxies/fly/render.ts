import {
  type PublicProxyRenderer,
  type PublicProxyRequest,
  type RenderedFile,
  type ServiceWithWorkload,
  takesCredentials,
  workloadsOf,
} from '@homelab/estate/model'
import { nginx, printNginx } from '@homelab/formats'
import { errorPage } from '../nginx/error-page.ts'
import { fail2banFiles } from '../nginx/fail2ban.ts'
import type { Front } from '../nginx/front.ts'
import { rotation } from '../nginx/rotation.ts'
import { nginxTree } from '../nginx/tree.ts'
import { realClient } from './client.ts'
import { container } from './container.ts'
import { printDockerfile } from './dockerfile.ts'
import { flyToml } from './fly-toml.ts'
import { cacheFolder } from './places.ts'
import { startScript } from './start.ts'
import { flyFolder } from './words.ts'
import type { FlyApp } from './workload.ts'

const isFlyApp = workloadsOf<FlyApp>('fly-app')

/** The container with all that it reads, and the platform's settings. */
export const render: PublicProxyRenderer['render'] = request => {
  const { service } = request
  const { workload } = service
  return isFlyApp(workload) ? renderApp(request, service, workload) : { files: [], findings: [] }
}

function renderApp(
  { resolved, sites, header, print }: PublicProxyRequest,
  service: ServiceWithWorkload,
  app: FlyApp,
): ReturnType<PublicProxyRenderer['render']> {
  const guarded = sites.filter(takesCredentials)
  const [port] = Object.values(service.ports)
  const listen = port?.target ?? port?.port ?? 8080
  const telemetry = print(app.telemetry)
  const file = (name: string, content: string): RenderedFile => ({
    path: `${flyFolder}/${name}`,
    content,
    sources: [service.file],
  })
  const fail2banLogs = guarded.length === 0 ? [] : ['/var/log/fail2ban.log']
  return {
    files: [
      file('fly.toml', flyToml(app, listen, header)),
      file('Dockerfile', printDockerfile(container(app, listen, guarded), header)),
      file('nginx.conf', printNginx(nginxTree(app, front(listen), sites), { header })),
      { ...file('start.sh', startScript(app, guarded, header)), executable: true },
      file('config.alloy', telemetry.text),
      file('logrotate.conf', rotation(app, guarded, fail2banLogs, header)),
      file('error.html', errorPage(resolved.title, header)),
      ...(guarded.length === 0
        ? []
        : Object.entries(fail2banFiles(guarded, app, header)).map(([path, text]) => file(`fail2ban/${path}`, text))),
    ],
    findings: telemetry.findings,
  }
}

/**
 * TLS ends at the platform's edge; it speaks plain HTTP from there.
 *
 * @param port where the edge connects to
 */
function front(port: number): Front {
  const listen = (...more: readonly string[]) => nginx.directive('listen', String(port), ...more)
  return {
    main: [],
    http: realClient(),
    site: () => [listen()],
    others: [listen('default_server')],
    servers: [],
    cacheFolder,
    pageFolder: '/usr/share/nginx/html',
  }
}
