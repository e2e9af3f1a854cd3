/** Flux's own controllers over a real control plane: those of one version of Flux, with the rights that its command line gives them. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentsOf, madeOnce } from '@homelab/programs/made-once'
import type { ControlPlane } from '@homelab/rehearsal/run'
import { execa } from 'execa'
import { stringify } from 'yaml'

const sources = join(import.meta.dirname, 'flux')
const env = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false' }

/** In this order: each uses what the ones before it compiled. */
const controllers = ['kustomize-controller', 'source-controller', 'helm-controller'] as const

/** A folder with the controllers (`bin`), and with what `flux install` applies besides their Deployments (`manifests`). */
export async function fluxOf(go: string, version: string): Promise<string> {
  return madeOnce('flux-controllers', [...contentsOf(sources), version], async at => {
    const manifests = join(await moduleOf(go, `github.com/fluxcd/flux2/v2@${version}`), 'manifests')
    cpSync(join(manifests, 'rbac'), join(at, 'manifests/rbac'), { recursive: true })
    await execa('chmod', ['-R', 'u+w', join(at, 'manifests')])
    for (const name of controllers) {
      const module = await moduleOf(go, `github.com/fluxcd/${name}`)
      checkVersion(name, module, readFileSync(join(manifests, 'bases', name, 'kustomization.yaml'), 'utf8'))
      cpSync(join(module, 'config/crd/bases'), join(at, 'manifests/crds'), { recursive: true })
      await execa('chmod', ['-R', 'u+w', join(at, 'manifests')])
      mkdirSync(join(at, 'manifests/accounts'), { recursive: true })
      cpSync(join(manifests, 'bases', name, 'account.yaml'), join(at, 'manifests/accounts', `${name}.yaml`))
      const words = [
        'build',
        '-trimpath',
        '-ldflags',
        '-s -w',
        '-o',
        join(at, 'bin', name),
        `github.com/fluxcd/${name}`,
      ]
      await execa(go, words, { cwd: sources, env })
    }
  })
}

async function moduleOf(go: string, module: string): Promise<string> {
  const words = ['mod', 'download', '-json', module]
  const { stdout } = await execa(go, words, { cwd: sources, env: { GOFLAGS: '' } })
  return (JSON.parse(stdout) as { readonly Dir: string }).Dir
}

/** That what is built here is what Flux of that version brings. */
function checkVersion(name: string, module: string, kustomization: string): void {
  const version = module.slice(module.lastIndexOf('@') + 1)
  if (!kustomization.includes(`/releases/download/${version}/`))
    throw new Error(`Flux brings another ${name} than ${version}:\n${kustomization}`)
}

/** What `flux install` makes, but for the Deployments; the programs run beside the control plane, with the same accounts. */
export async function installFlux(plane: ControlPlane, built: string, namespace: string): Promise<void> {
  const folder = join(plane.sandbox.folder, 'flux')
  cpSync(join(built, 'manifests'), folder, { recursive: true })
  const { stdout } = await execa('find', ['crds', 'accounts', '-name', '*.yaml'], { cwd: folder })
  const resources = [...stdout.split('\n').filter(path => !path.includes('kustomization.yaml')), 'rbac']
  writeFileSync(join(folder, 'kustomization.yaml'), stringify({ namespace, resources }))
  await done(plane.kubectl(['create', 'namespace', namespace]))
  await done(plane.kubectl(['apply', '--server-side', '--kustomize', folder]))
  const storage = '127.0.0.1:9790'
  const own: Readonly<Record<(typeof controllers)[number], readonly string[]>> = {
    'source-controller': [
      ...[`--storage-path=${join(plane.sandbox.folder, 'artifacts')}`, `--storage-addr=${storage}`],
      `--storage-adv-addr=${storage}`,
    ],
    'kustomize-controller': [],
    'helm-controller': [],
  }
  mkdirSync(join(plane.sandbox.folder, 'artifacts'))
  for (const [index, name] of controllers.entries()) {
    // Half a minute passes by itself before Flux looks again whether what comes before is ready.
    const words = ['--watch-all-namespaces', '--log-encoding=json', '--requeue-dependency=2s']
    const addresses = [`--metrics-addr=127.0.0.1:${9700 + index}`, `--health-addr=127.0.0.1:${9710 + index}`]
    plane.sandbox.start(name, join(built, 'bin', name), [...words, ...addresses, ...own[name]], {
      env: { KUBECONFIG: await plane.serviceAccount(namespace, name), RUNTIME_NAMESPACE: namespace },
    })
  }
}

async function done(run: ReturnType<ControlPlane['kubectl']>): Promise<void> {
  const { exitCode, stderr } = await run
  if (exitCode !== 0) throw new Error(stderr)
}
