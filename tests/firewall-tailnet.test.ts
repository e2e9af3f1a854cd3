/** Who is let in by the tailnet, where a host is one of it. */
import { hostService } from '@homelab/ansible-gen'
import { endpoint, http, type Needs, service } from '@homelab/estate'
import { host } from '@homelab/estate/model'
import { expect, test } from 'vitest'
import { fixture } from './findings/parts.ts'
import { wall, walled } from './findings/walled.ts'
import { render } from './support/render.ts'

const tailnet = { by: 'owner', owner: 'admin' } as const

/** The rules of a host which answers something, and which a machine without an address of its own asks. */
function rulesOf(joined: boolean): string {
  const on = joined ? { tailnet } : {}
  const at = host(walled.name, { ...walled, ...on, listens: { sync: http(22_000) } })
  const away = host('away', { platform: 'linux', role: 'is elsewhere', home: '/home/away', ...on })
  const said = { summary: 'a sample' }
  const files = service(import.meta, 'files', {
    ...{ ...said, title: 'Files', ports: { http: http(8080) } },
    workload: hostService({ at }),
  })
  const asks = service(import.meta, 'asks', {
    ...{ ...said, title: 'Asks', ports: {} },
    workload: hostService({ at: away }),
    needs: (): Needs => [endpoint(files, 'http', 'reads files')],
  })
  const estate = fixture(import.meta, { hosts: [at, away], services: [files, asks, wall(import.meta, {}, at)] })
  return render(estate).files.get('ansible/roles/wall/templates/next.nft.j2') ?? ''
}

const byTailnet = (port: number, name: string) =>
  `iifname "tailscale0" meta l4proto tcp ct original proto-dst ${port} accept comment "${name}"`

test('whoever is in the tailnet logs in, asks what the host says it answers, and connects directly', () => {
  const rules = rulesOf(true)
  expect(rules).toContain(byTailnet(22, 'ssh'))
  expect(rules).toContain(byTailnet(22_000, 'sync'))
  expect(rules).toContain('udp dport 41641 accept')
})

test('a machine of the tailnet without an address asks by the tailnet, and not from the local network', () => {
  const rules = rulesOf(true)
  expect(rules).toContain(byTailnet(8080, 'files.http'))
  expect(rules).not.toContain('jump neighbours comment "files.http"')
})

test('a host that is in no tailnet opens nothing for one', () => {
  expect(rulesOf(false)).toContain('jump neighbours comment "ssh"')
  expect(rulesOf(false)).not.toMatch(/tailscale|41641/)
})
