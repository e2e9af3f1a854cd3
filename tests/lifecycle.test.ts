import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './support/sources.ts'

const scratch = mkdtempSync(join(tmpdir(), 'lifecycle-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const services = join(scratch, 'apps', 'minilab', 'services')
cpSync(join(root, 'apps', 'minilab'), join(scratch, 'apps', 'minilab'), { recursive: true, verbatimSymlinks: true })
symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'))
const list = readFileSync(join(services, 'index.ts'), 'utf8')

/** A service like any other, as an author adds it: a file, and a line in the list. */
function add(name: string): void {
  const source = `import { http, image, service } from '@homelab/estate'
import { deployment, hardened } from '@homelab/kubernetes'
import { k3s } from '../places.ts'

export const guest = service(import.meta, '${name}', {
  title: 'Guest',
  summary: 'comes and goes',
  ports: { http: http(8080, { nodePort: 30880 }) },
  workload: deployment({
    at: k3s,
    namespace: '${name}',
    serviceType: 'NodePort',
    container: {
      image: image('ghcr.io/example/guest', '1.0.0'),
      resources: { limits: { memory: '64Mi' } },
      security: hardened(),
    },
  }),
  probes: { ready: { port: 'http', path: '/health' } },
  routes: { ops: { port: 'http' } },
})
`
  writeFileSync(join(services, `${name}.ts`), source)
  writeFileSync(join(services, 'index.ts'), `${list}export { guest } from './${name}.ts'\n`)
}

function remove(name: string): void {
  rmSync(join(services, `${name}.ts`))
  writeFileSync(join(services, 'index.ts'), list)
}

/** Renders with the command line, always into one folder, and reads all of it. */
async function synth(): Promise<ReadonlyMap<string, string>> {
  const out = join(scratch, 'dist')
  const main = join(root, 'packages', 'synth', 'src', 'start.js')
  await execa('node', [main, 'synth', '--estate', join(scratch, 'apps', 'minilab'), '--out', out])
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  const paths = files.map(entry => join(entry.parentPath, entry.name).slice(out.length + 1)).sort()
  return new Map(paths.map(path => [path, readFileSync(join(out, path), 'utf8')]))
}

/** Files that list all services change when one comes; everything else stays to the byte. */
const lists = /^(\.synth\.json|estate\.json|caddy\/|docs\/|ansible\/)/

/** What looks at every service: the collector that probes it, whom its pods let in, the alert rules and the dashboards. */
const sight = /^cluster\/manifests\/(alloy-k3s\/|prometheus\/|grafana\/ConfigMap-grafana-dashboard-)/

describe('the life of a service, on the disk', async () => {
  const before = await synth()
  add('guest')
  const withGuest = await synth()
  remove('guest')
  add('visitor')
  const withVisitor = await synth()
  remove('visitor')
  const after = await synth()

  test('adding it adds its files and changes no other manifest', () => {
    const added = [...withGuest.keys()].filter(path => !before.has(path))
    expect(added.filter(path => path.startsWith('cluster/'))).toEqual([
      'cluster/flux/kustomizations/guest.yaml',
      'cluster/flux/namespaces/guest.yaml',
      'cluster/manifests/guest/Deployment-guest.yaml',
      'cluster/manifests/guest/NetworkPolicy-default-deny.yaml',
      'cluster/manifests/guest/NetworkPolicy-guest.yaml',
      'cluster/manifests/guest/Service-guest.yaml',
    ])
    expect(added.filter(path => !path.startsWith('cluster/'))).toEqual(['docs/services/guest.md'])
    expect([...before.keys()].filter(path => !withGuest.has(path))).toEqual([])
    const changed = [...before].filter(([path, content]) => withGuest.get(path) !== content).map(([path]) => path)
    expect(changed.filter(path => !lists.test(path) && !sight.test(path))).toEqual([])
    expect(changed.filter(path => sight.test(path))).toHaveLength(7)
  })

  test('renaming it moves its files', () => {
    const moved = [...withGuest.keys()].map(path => path.replaceAll('guest', 'visitor'))
    expect([...withVisitor.keys()]).toEqual(moved.sort())
  })

  test('removing it restores every byte', () => {
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before))
  })
}, 60_000)
