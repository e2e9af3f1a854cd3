/** The operator of databases, from its release as it is, with the rights of its own account. It has no pod. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { KubeObject } from '../objects.ts'
import type { ControlPlane } from './control-plane.ts'
import { mountedAt } from './kubelet.ts'
import type { Programs } from './programs.ts'
import { cloudNativePgRelease } from './upstream.ts'

/**
 * Of the Service by which the API server asks the operator whether a database may be: nobody leads a Service's address to a
 * pod here, so the address is one of the sandbox's own. Of the range that is never given to others:
 * https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/
 */
const address = '10.96.0.77'

/** At which it listens; as 443 of all addresses is taken, the Service has it too. */
const port = 9443

interface Deployment extends KubeObject {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string
        readonly containers: readonly [
          {
            readonly args: readonly string[]
            /** Without a value it is the namespace. */
            readonly env: readonly { readonly name: string; readonly value?: string }[]
          },
        ]
      }
    }
  }
}

interface Webhook {
  readonly clientConfig: { readonly service: object }
}

/** Until it answers: without it no database may be made. */
export async function startCloudNativePg(plane: ControlPlane, { bin, repositories }: Programs): Promise<void> {
  const { sandbox } = plane
  const texts = readFileSync(join(repositories, cloudNativePgRelease), 'utf8').split(/^---$/m)
  // A megabyte of kinds, which nobody reads here.
  const isKind = (text: string): boolean => /^kind: CustomResourceDefinition$/m.test(text)
  const objects = texts.filter(text => !isKind(text)).flatMap(text => (parse(text) as KubeObject | null) ?? [])
  await apply(plane, texts.filter(isKind).join('---\n'))
  await apply(plane, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects.map(reached) }))
  await sandbox.run('ip', ['address', 'add', `${address}/32`, 'dev', 'lo'])
  await plane.kubectl(['wait', '--for=condition=Established', '--timeout=60s', 'crd/clusters.postgresql.cnpg.io'])
  const deployment = objects.find(({ kind }) => kind === 'Deployment') as Deployment
  const { namespace = '' } = deployment.metadata
  const { serviceAccountName, containers } = deployment.spec.template.spec
  const [{ args, env }] = containers
  // It takes the programs beside it for those of the machines on which databases run, its own machine among them.
  const cwd = join(sandbox.folder, 'cloudnative-pg')
  const machine = process.arch === 'x64' ? 'amd64' : process.arch
  mkdirSync(join(cwd, 'operator'), { recursive: true })
  symlinkSync(join(bin, 'cloudnative-pg'), join(cwd, 'operator', `manager_${machine}`))
  const certificates = join(cwd, 'certificates')
  mkdirSync(certificates)
  // Kinds are served a while after they are established: a kubelet starts it again, too.
  const script = `${mountedAt('/run/secrets/cnpg.io/webhook', certificates)} || exit; while :; do cloudnative-pg "$@" || sleep 1; done`
  const words = [...args, '--leader-elect=false', '--metrics-bind-address=0']
  sandbox.start('cloudnative-pg', 'unshare', ['--mount', 'sh', '-uc', script, 'sh', ...words], {
    cwd,
    env: {
      ...Object.fromEntries(env.map(({ name, value = namespace }) => [name, value])),
      KUBECONFIG: await plane.serviceAccount(namespace, serviceAccountName),
    },
  })
  await mountSecret(plane, namespace, 'cnpg-webhook-cert', certificates)
  // Whoever asks needs no login, which kubectl would ask for.
  const asked = [
    '--kubeconfig=/dev/null',
    '--token=none',
    `--server=https://${address}:${port}`,
    '--insecure-skip-tls-verify',
  ]
  await sandbox.until('CloudNativePG answers', async () => {
    const { exitCode } = await plane.kubectl(['get', '--raw', '/readyz', ...asked])
    return exitCode === 0 ? true : undefined
  })
}

/** What a kubelet does for a pod: the operator makes its certificate, and reads it from files. */
async function mountSecret(plane: ControlPlane, namespace: string, name: string, folder: string): Promise<void> {
  const words = ['get', 'secret', name, `--namespace=${namespace}`, '--output=json']
  const { data = {} } = await plane.sandbox.until(`CloudNativePG makes the Secret ${name}`, async () => {
    const { exitCode, stdout } = await plane.kubectl(words)
    return exitCode === 0 ? (JSON.parse(stdout) as { readonly data?: Readonly<Record<string, string>> }) : undefined
  })
  for (const [key, value] of Object.entries(data)) writeFileSync(join(folder, key), Buffer.from(value, 'base64'))
}

async function apply(plane: ControlPlane, input: string): Promise<void> {
  const { exitCode, stderr } = await plane.kubectl(['apply', '--server-side', '--filename', '-'], { input })
  if (exitCode !== 0) throw new Error(`the release of cloudnative-pg can't be installed: ${stderr}`)
}

/** As the API server can reach it; everything else is as it was. */
function reached(object: KubeObject): KubeObject {
  if (object.kind === 'Service') {
    const { ports, ...spec } = object['spec'] as { readonly ports: readonly object[] }
    return { ...object, spec: { ...spec, clusterIP: address, ports: ports.map(each => ({ ...each, port })) } }
  }
  const webhooks = object['webhooks'] as readonly Webhook[] | undefined
  if (webhooks === undefined) return object
  return {
    ...object,
    webhooks: webhooks.map(({ clientConfig, ...webhook }) => ({
      ...webhook,
      clientConfig: { ...clientConfig, service: { ...clientConfig.service, port } },
    })),
  }
}
