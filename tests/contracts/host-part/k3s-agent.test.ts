import { isHostService, k3sAgent, k3sAgents } from '@homelab/ansible-gen'
import { cluster, endpoint, host, type Needs, service } from '@homelab/estate'
import { k3sOn } from '@homelab/services'
import { kind, secrets } from '../../findings/parts.ts'
import { hostPartContract } from '../host-part.ts'
import { box, nonsense } from './samples.ts'

const { name, ...linux } = box
const at = host(name, { ...linux, ownedPaths: ['/etc', '/usr/local/bin'] })
const cellar = host('cellar', {
  ...linux,
  ownedPaths: ['/etc', '/usr/local/bin', '/var'],
  lanAddress: '192.0.2.9',
})
const lab = cluster(kind.name, { ...kind, on: cellar, storageClass: 'local-path' })
const token = secrets.app.password
const k3s = service(import.meta, 'k3s', {
  ...k3sOn(cellar, lab, { build: 1, sha256: '0a'.repeat(32), agentToken: token }),
})
const { packages = [], releases = [] } = isHostService(k3s.props.workload) ? k3s.props.workload : {}

hostPartContract('k3s-agent', k3sAgents, {
  host: at,
  program: k3sAgent(at, lab, { token, labels: { disk: 'fast' } }),
  ...{ packages, releases },
  beside: {
    ...{ hosts: [cellar], clusters: [lab], services: [k3s] },
    needs: (): Needs => [endpoint(k3s, 'api', 'is a node of its cluster')],
  },
  answers: {
    up: { stdout: 'Id=k3s-agent.service\nLoadState=loaded\nActiveState=active\nResult=success\n' },
    down: { stdout: 'Id=k3s-agent.service\nLoadState=loaded\nActiveState=activating\nResult=exit-code\n' },
    unknown: nonsense,
  },
})
