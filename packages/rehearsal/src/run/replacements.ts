/** What is started in the place of charts that can't be fetched. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Field } from '../answers.ts'
import type { Replacement } from '../explained.ts'
import { startCloudNativePg } from './cloudnative-pg.ts'
import type { ControlPlane } from './control-plane.ts'
import { runDatabases } from './databases.ts'
import { follow } from './follow.ts'
import { mountedAt } from './kubelet.ts'
import type { Programs } from './programs.ts'

export interface ReplacementProps {
  /** Of the vault. */
  readonly fields: readonly Field[]
  readonly programs: Programs
  readonly signal: AbortSignal
  /** Where the chart would bring its kinds and its account as well, and a store lets pods in by that: the operator has its token. */
  readonly account?: { readonly namespace: string; readonly name: string }
}

export async function startReplacement(
  plane: ControlPlane,
  name: Replacement | undefined,
  { fields, programs, signal, account }: ReplacementProps,
): Promise<void> {
  const { sandbox } = plane
  switch (name) {
    case undefined:
      return
    case 'onepassword-connect': {
      const file = join(sandbox.folder, 'connect.json')
      writeFileSync(file, JSON.stringify(fields))
      const server = join(import.meta.dirname, 'servers/connect.ts')
      sandbox.start(name, process.execPath, ['--no-warnings', server, file, '8080', '127.0.77.3'])
      return
    }
    case 'external-secrets': {
      // The chart's account and rights are not there; it has the operator's.
      const words = ['--enable-leader-election=false', '--metrics-addr=127.0.0.1:8091']
      const unused = ['--enable-push-secret-reconciler=false', '--enable-cluster-push-secret-reconciler=false']
      // Kinds are served a while after they are established, and until then it ends: a kubelet starts it again.
      const again = `while :; do ${name} "$@"; sleep 1; done`
      if (account === undefined) {
        sandbox.start(name, 'sh', ['-c', again, 'sh', ...words, ...unused])
        return
      }
      await makeKinds(plane, join(programs.repositories, 'external-secrets/config/crds/bases'))
      const folder = await tokenOf(plane, account)
      const script = `${mountedAt('/run/secrets/kubernetes.io/serviceaccount', folder)} || exit; ${again}`
      sandbox.start(name, 'unshare', ['--mount', 'sh', '-c', script, 'sh', ...words, ...unused])
      return
    }
    case 'cloudnative-pg':
      await startCloudNativePg(plane, programs)
      void follow(plane, ['clusters.postgresql.cnpg.io', 'persistentvolumeclaims'], signal, () => runDatabases(plane))
  }
}

/** The kinds that a chart brings. */
async function makeKinds(plane: ControlPlane, folder: string): Promise<void> {
  const { exitCode, stderr } = await plane.kubectl(['apply', '--server-side', '--kustomize', folder])
  if (exitCode !== 0) throw new Error(`the kinds in ${folder} can't be made: ${stderr}`)
}

/** Makes the account; the folder with its token, as pods have it. */
async function tokenOf(
  plane: ControlPlane,
  { namespace, name }: NonNullable<ReplacementProps['account']>,
): Promise<string> {
  await plane.kubectl(['create', 'namespace', namespace])
  await plane.kubectl([`--namespace=${namespace}`, 'create', 'serviceaccount', name])
  const { stdout, stderr } = await plane.kubectl([`--namespace=${namespace}`, 'create', 'token', name, '--duration=2h'])
  if (stdout === '') throw new Error(stderr)
  const folder = join(plane.sandbox.folder, `${namespace}-${name}`)
  mkdirSync(folder)
  writeFileSync(join(folder, 'token'), stdout.trim(), { mode: 0o600 })
  return folder
}
