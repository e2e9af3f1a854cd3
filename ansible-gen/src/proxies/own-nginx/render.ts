import {
  publicSites,
  type ResolvedWithWorkloads,
  type ServiceWithWorkload,
  takesCredentials,
  workloadsOf,
} from '@homelab/estate/model'
import { printNginx } from '@homelab/formats'
import type { HostWorkload } from '../../host/workload.ts'
import { errorPage } from '../nginx/error-page.ts'
import { fail2banFiles } from '../nginx/fail2ban.ts'
import { rotation } from '../nginx/rotation.ts'
import { nginxTree } from '../nginx/tree.ts'
import { ownFront } from './front.ts'
import { hostWorkloadOf } from './host.ts'
import { places } from './places.ts'
import { bansScript, renewScript, startScript } from './scripts.ts'
import type { OwnNginx } from './workload.ts'

const isOwnNginx = workloadsOf<OwnNginx>('own-nginx')

/** The proxy as its role sets it up. */
export function hostWorkload(resolved: ResolvedWithWorkloads, service: ServiceWithWorkload): HostWorkload | undefined {
  const { workload: proxy, file } = service
  if (!isOwnNginx(proxy)) return undefined
  const sites = publicSites(resolved)
  const guarded = sites.filter(takesCredentials)
  const header = `Rendered from ${file} and the public routes of all services; do not edit: change the source and run synth.`
  const texts: Readonly<Record<string, string>> = {
    [places.nginx]: printNginx(nginxTree(proxy, ownFront(sites), sites), { header }),
    [`${places.page}/error.html`]: errorPage(resolved.title, header),
    [places.start]: startScript(sites, guarded, header),
    [places.startBans]: bansScript(proxy, guarded, header),
    [places.renew]: renewScript(proxy.acme, sites, header),
    // fail2ban's own log is rotated as the distribution has it.
    [places.rotation]: rotation(proxy, guarded, [], header),
    ...Object.fromEntries(
      Object.entries(fail2banFiles(guarded, proxy, header, () => places.jails)).map(([path, text]) => [
        `${places.fail2ban}/${path}`,
        text,
      ]),
    ),
  }
  return hostWorkloadOf(proxy, path => texts[path] ?? `# ${header}\n`)
}
