import type { Slots } from '@homelab/estate/contents'
import type { Projection } from '@homelab/estate/model'
import { renderProject } from './project/project.ts'

export { caddy, caddySlots } from './caddy/render.ts'
export { publicProxy } from './proxies/render.ts'
export { proxySlots } from './proxies/slots.ts'

/** The Ansible project: an inventory of the hosts, a playbook for each host that has services, a role for each service. */
export function ansible(slots: Slots): Projection {
  return { target: 'ansible', render: resolved => renderProject(resolved, slots) }
}
