import { hostParts } from '@homelab/ansible-gen'
import { host, http, restrictedTo } from '@homelab/estate'
import * as providers from '../fixtures/public-proxies/index.ts'
import { publicProxyContract } from './public-proxy.ts'
import { standInProxy, standInProxyParts } from './stand-in-proxy.ts'

for (const provided of Object.values(providers)) publicProxyContract(provided)

const at = host('edge', { platform: 'managed', role: 'stand-in', tailnet: restrictedTo('tag:edge-target', 'tag:edge') })
const lines = (files: ReadonlyMap<string, string>) =>
  (files.get('stand-in/sites.txt') ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))

publicProxyContract({
  name: 'the stand-in',
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
