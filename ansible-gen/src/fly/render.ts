import { contentPrinter, type Slots } from '@homelab/content'
import type { Finding, Projection, Rendered, RenderedFile, Resolved, ResolvedService } from '@homelab/estate'
import { printNginx } from '@homelab/formats'
import { container } from './container.ts'
import { printDockerfile } from './dockerfile.ts'
import { errorPage } from './error-page.ts'
import { fail2banFiles } from './fail2ban.ts'
import { flyToml } from './fly-toml.ts'
import { type FlyApp, isFlyApp } from './index.ts'
import { nginxTree } from './nginx/tree.ts'
import { rotation } from './rotation.ts'
import { sitesOf, takesLogins } from './site.ts'
import { startScript } from './start.ts'

/** The folder that `fly deploy` is run in. */
export const flyFolder = 'fly'

/** The public proxy: the container with all that it reads, and the platform's settings. */
export function fly(slots: Slots): Projection {
  return { target: 'fly', render: resolved => render(resolved, slots) }
}

function render(resolved: Resolved, slots: Slots): Rendered {
  const apps = resolved.services.flatMap(service => (isOnFly(service) ? [service] : []))
  const rendered = apps.slice(0, 1).map(service => renderApp(resolved, service, slots))
  return {
    files: rendered.flatMap(({ files }) => files),
    claims: apps.slice(0, 1).map(({ name }) => name),
    findings: [...rendered.flatMap(({ findings }) => findings), ...mismatches(resolved, apps)],
  }
}

type FlyService = ResolvedService & { readonly workload: FlyApp }

function isOnFly(service: ResolvedService): service is FlyService {
  return isFlyApp(service.workload)
}

function renderApp(
  resolved: Resolved,
  service: FlyService,
  slots: Slots,
): { readonly files: readonly RenderedFile[]; readonly findings: readonly Finding[] } {
  const { workload: app } = service
  const sites = sitesOf(resolved)
  const guarded = sites.filter(takesLogins)
  const [port] = Object.values(service.ports)
  const listen = port?.target ?? port?.port ?? 8080
  const header = `Rendered from ${service.file} and the public routes of all services; do not edit: change the source and run synth.`
  const telemetry = contentPrinter(resolved, slots)(service, app.telemetry)
  const file = (name: string, content: string): RenderedFile => ({
    path: `${flyFolder}/${name}`,
    content,
    sources: [service.file],
  })
  return {
    files: [
      file('fly.toml', flyToml(app, listen, header)),
      file('Dockerfile', printDockerfile(container(app, listen, guarded), header)),
      file('nginx.conf', printNginx(nginxTree(app, listen, sites), { header })),
      { ...file('start.sh', startScript(app.at.name, guarded, header)), executable: true },
      file('config.alloy', telemetry.text),
      file('logrotate.conf', rotation(app, guarded, header)),
      file('error.html', errorPage(resolved.title, header)),
      ...(guarded.length === 0
        ? []
        : Object.entries(fail2banFiles(guarded, app.bans, header)).map(([path, text]) =>
            file(`fail2ban/${path}`, text),
          )),
    ],
    findings: telemetry.findings,
  }
}

/** Public names that no proxy of the platform serves: the name would be published and lead nowhere. */
function mismatches({ routes, services }: Resolved, [app]: readonly FlyService[]): Finding[] {
  return routes.flatMap(({ kind, protocol, service: name, hostname, backend }): Finding[] => {
    if (kind !== 'public' || backend === undefined || (app?.serves === 'public' && protocol === 'https')) return []
    const file = services.find(service => service.name === name)?.file
    return [
      {
        code: 'public-route-mismatch',
        where: { subject: name, path: 'routes.public', ...(file === undefined ? {} : { file }) },
        problem:
          app?.serves === 'public'
            ? 'the public proxy carries HTTPS alone'
            : 'no rendered proxy serves the public name',
        got: hostname,
        mend:
          app?.serves === 'public'
            ? 'route a web port, or remove the route'
            : 'give the service that serves the public domain a workload of kind fly-app',
      },
    ]
  })
}
