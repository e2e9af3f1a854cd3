import { hostParts } from '@homelab/ansible-gen'
import { host, http, restrictedTo } from '@homelab/estate'
import { fly } from '../fixtures/public-proxies/fly/estate.ts'
import { own } from '../fixtures/public-proxies/own-nginx/estate.ts'
import { publicProxyContract } from './public-proxy.ts'
import { standInProxy, standInProxyParts } from './stand-in-proxy.ts'

/** The servers of an nginx configuration, by name. */
function servers(configuration: string): ReadonlyMap<string, string> {
  const blocks = configuration.split(/^ {4}server \{$/m).slice(1)
  return new Map(
    blocks.flatMap(block => {
      const [, name] = /^ +server_name (\S+);$/m.exec(block) ?? []
      return name === undefined || name === '_' ? [] : [[name, block]]
    }),
  )
}

function ofNginx(configuration: string) {
  const text = (files: ReadonlyMap<string, string>): string => files.get(configuration) ?? ''
  return {
    served: (files: ReadonlyMap<string, string>) =>
      new Map(
        [...servers(text(files))].map(([name, block]) => [name, /^ +set \$upstream (\S+);$/m.exec(block)?.[1] ?? '']),
      ),
    how: (files: ReadonlyMap<string, string>, hostname: string) => servers(text(files)).get(hostname) ?? '',
  }
}

publicProxyContract('Fly.io', { proxy: fly, ...ofNginx('fly/nginx.conf') })

publicProxyContract('an nginx of one’s own', {
  proxy: own,
  ...ofNginx('ansible/roles/edge/templates/nginx.conf.j2'),
})

const at = host('edge', { platform: 'managed', role: 'stand-in', tailnet: restrictedTo('tag:edge-target', 'tag:edge') })
const lines = (files: ReadonlyMap<string, string>) =>
  (files.get('stand-in/sites.txt') ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))

publicProxyContract('the stand-in', {
  proxy: {
    at,
    ports: { http: http(8080) },
    workload: standInProxy(at),
    parts: [...hostParts, ...standInProxyParts],
  },
  served: files =>
    new Map(
      lines(files)
        .map(line => line.split(' '))
        .map(([name = '', url = '']) => [name, new URL(url).hostname]),
    ),
  how: (files, hostname) => lines(files).find(line => line.startsWith(`${hostname} `)) ?? '',
})
