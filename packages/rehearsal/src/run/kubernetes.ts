/** A real API server with etcd, controller manager and scheduler, in a sandbox. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys } from './keys.ts'
import { startLists } from './lists.ts'
import type { Sandbox } from './sandbox.ts'

/** Of the API server, which has the name and port that programs in pods know. */
export const apiServer = { address: '127.0.77.1', name: 'kubernetes.default.svc' }

const server = `https://${apiServer.name}`

/** A kube configuration of one user. Returns its path. */
export function kubeConfig(sandbox: Sandbox, keys: Keys, user: string, token: string, namespace = 'default'): string {
  const path = join(sandbox.folder, `${user.replaceAll(':', '-')}.kubeconfig`)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'rehearsal', cluster: { server, 'certificate-authority': keys.authority } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'rehearsal', context: { cluster: 'rehearsal', user, namespace } }],
    'current-context': 'rehearsal',
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

/** Starts it, and waits until the API server is ready. */
export async function startKubernetes(sandbox: Sandbox, keys: Keys): Promise<void> {
  const etcd = 'http://127.0.0.1:2379'
  sandbox.start('etcd', 'etcd', [
    ...[`--data-dir=${join(sandbox.folder, 'etcd')}`, '--unsafe-no-fsync', '--logger=zap', '--log-level=error'],
    ...[`--listen-client-urls=${etcd}`, `--advertise-client-urls=${etcd}`, '--listen-peer-urls=http://127.0.0.1:2380'],
  ])
  sandbox.start('kube-apiserver', 'kube', [
    ...['kube-apiserver', `--etcd-servers=${etcd}`, `--bind-address=${apiServer.address}`, '--secure-port=443'],
    ...[`--tls-cert-file=${keys.certificate}`, `--tls-private-key-file=${keys.key}`],
    ...['--authorization-mode=Node,RBAC', `--token-auth-file=${keys.tokenFile}`],
    ...[`--service-account-issuer=${server}`, `--service-account-key-file=${keys.accounts}`],
    ...[`--service-account-signing-key-file=${keys.accounts}`, '--service-cluster-ip-range=10.96.0.0/16'],
    ...['--endpoint-reconciler-type=none', `--advertise-address=${apiServer.address}`, '--allow-privileged=true'],
  ])
  await sandbox.until('the API server is ready', async () => {
    const { exitCode } = await sandbox.run('kubectl', ['get', '--raw', '/readyz'])
    return exitCode === 0 ? true : undefined
  })
  await startLists(sandbox)
  const user = (name: keyof Keys['tokens']): string =>
    `--kubeconfig=${kubeConfig(sandbox, keys, name, keys.tokens[name])}`
  sandbox.start('kube-controller-manager', 'kube', [
    ...['kube-controller-manager', user('system:kube-controller-manager'), '--leader-elect=false'],
    ...['--bind-address=127.0.0.1', '--use-service-account-credentials=true', `--root-ca-file=${keys.authority}`],
    ...[`--service-account-private-key-file=${keys.accounts}`, '--enable-hostpath-provisioner=true'],
    // The stand-in of a node renews no lease.
    ...['--controllers=*,-node-lifecycle-controller'],
  ])
  sandbox.start('kube-scheduler', 'kube', [
    ...['kube-scheduler', user('system:kube-scheduler'), '--leader-elect=false', '--bind-address=127.0.0.1'],
  ])
}
