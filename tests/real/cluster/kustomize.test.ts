/** Argo CD's folder built by kustomize over upstream's own manifests at the version that it names. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { madeOnce } from '@homelab/programs/made-once'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import blumeops from '../../../apps/blumeops/estate.ts'
import { render } from '../../support/render.ts'
import { neededProgram } from '../tools.ts'

const version = 'v5.7.1'
const go = neededProgram('go')
const folder = mkdtempSync(join(tmpdir(), 'kustomize-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface KubeObject {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly namespace?: string }
  readonly data?: Readonly<Record<string, string>>
}

/** kustomize at a pinned version. */
async function kustomize(go: string): Promise<string> {
  const module = `sigs.k8s.io/kustomize/kustomize/v5@${version}`
  const bin = await madeOnce('kustomize', [module], async at => {
    await execa(go, ['install', module], { env: { GOBIN: at } })
  })
  return join(bin, 'kustomize')
}

/** Upstream's manifest out of its Go module, instead of the URL in the kustomization. */
async function upstream(url: string): Promise<string> {
  const [, tag, path] = /argo-cd\/(v[\d.]+)\/(.+)$/.exec(url) ?? []
  const words = ['mod', 'download', '-json', `github.com/argoproj/argo-cd/v3@${tag}`]
  const { stdout } = await execa(go ?? 'go', words, { cwd: folder, env: { GOFLAGS: '-mod=mod' } })
  return readFileSync(join((JSON.parse(stdout) as { Dir: string }).Dir, path ?? ''), 'utf8')
}

const root = 'argocd/manifests/argocd/'
const files = [...render(blumeops).files].filter(([path]) => path.startsWith(root))
const program = go === undefined ? undefined : await kustomize(go)
const [url = 'no upstream'] =
  /https:\S+install\.yaml/.exec(files.find(([path]) => path.endsWith('kustomization.yaml'))?.[1] ?? '') ?? []
const install = program === undefined ? '' : await upstream(url)

describe.skipIf(program === undefined)('kustomize', () => {
  const build = async (): Promise<KubeObject[]> => {
    for (const [path, content] of files) {
      const target = join(folder, path.slice(root.length))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content.replace(url, 'install.yaml'))
    }
    writeFileSync(join(folder, 'install.yaml'), install)
    const { stdout } = await execa(program ?? '', ['build', folder], { maxBuffer: 1 << 28 })
    return parseAllDocuments(stdout).map(each => each.toJS()) as KubeObject[]
  }

  test('patches the three ConfigMaps, and adds ours to upstream’s objects', async () => {
    const built = await build()
    const own = parseAllDocuments(install).map(each => each.toJS()) as KubeObject[]
    const data = (name: string) =>
      built.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name)?.data
    expect(data('argocd-cmd-params-cm')).toEqual({ 'server.insecure': 'true' })
    expect(data('argocd-cm')).toMatchObject({ 'accounts.workflow-bot': 'apiKey' })
    expect(data('argocd-rbac-cm')?.['policy.csv']).toContain('g, workflow-bot, role:workflow-bot')
    expect(data('argocd-ssh-known-hosts-cm')).toEqual(
      own.find(({ metadata }) => metadata.name === 'argocd-ssh-known-hosts-cm')?.data,
    )
    expect(built).toHaveLength(own.length + 2)
    const clusterWide = ['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition']
    const astray = built.filter(({ kind, metadata }) => !clusterWide.includes(kind) && metadata.namespace !== 'argocd')
    expect(astray).toEqual([])
  })
})
