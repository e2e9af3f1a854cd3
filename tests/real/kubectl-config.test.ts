/** The kube configuration that the task writes, read by kubectl itself against an API server that wants the client's certificate. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { root } from '../support/sources.ts'
import { certificatesFor } from './edge/certificates.ts'
import { findProgram, skipped } from './tools.ts'

const main = join(root, 'packages/synth/src/start.js')
const missing = ['openssl', 'kubectl'].filter(name => findProgram(name) === undefined)
for (const name of missing) skipped(name)

/** A workstation, and the host as SSH shows it, with what minikube leaves in its home. */
async function workstation() {
  const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const api = await certificatesFor(folder, ['k8s.tail8d86e.ts.net'])
  const minikube = join(folder, 'hosts/indri/.minikube')
  const files = {
    'ca.crt': api.authority,
    'profiles/minikube/client.crt': api.certificate,
    'profiles/minikube/client.key': api.key,
  }
  for (const [path, from] of Object.entries(files)) {
    mkdirSync(join(minikube, path, '..'), { recursive: true })
    writeFileSync(join(minikube, path), readFileSync(from))
  }
  const home = join(folder, 'home')
  const bin = join(import.meta.dirname, 'services-check/bin')
  return {
    minikube,
    folder,
    api: { key: readFileSync(api.key), cert: readFileSync(api.certificate), ca: readFileSync(api.authority) },
    config: join(home, '.kube/minikube-indri'),
    run: (env: Readonly<Record<string, string>> = {}, ...words: readonly string[]) =>
      execa(process.execPath, [main, 'ensure-kubectl-config', ...words], {
        reject: false,
        env: {
          PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
          STAGE: folder,
          HOME: home,
          KUBECONFIG: '',
          ...env,
        },
      }),
  }
}

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8)

describe.skipIf(missing.length > 0)('ensure-kubectl-config', () => {
  test('writes what kubectl needs, and nothing the second time', async () => {
    const at = await workstation()
    const first = await at.run()
    expect(first.stderr).toBe('')
    expect(first.stdout.split('\n')).toEqual([
      'wrote ~/.kube/minikube-indri/ca.crt from indri:.minikube/ca.crt',
      'wrote ~/.kube/minikube-indri/client.crt from indri:.minikube/profiles/minikube/client.crt',
      'wrote ~/.kube/minikube-indri/client.key from indri:.minikube/profiles/minikube/client.key',
      'wrote ~/.kube/minikube-indri/config.yml',
      'KUBECONFIG does not name it: export KUBECONFIG="$HOME/.kube/minikube-indri/config.yml:$KUBECONFIG"',
    ])
    expect([mode(at.config), mode(join(at.config, 'client.key')), mode(join(at.config, 'config.yml'))]).toEqual([
      '700',
      '600',
      '600',
    ])
    expect(`${first.stdout}`).not.toContain('PRIVATE KEY')
    const again = await at.run({ KUBECONFIG: join(at.config, 'config.yml') })
    expect(again.stdout.split('\n').map(line => line.split(' ')[0])).toEqual(['has', 'has', 'has', 'has'])
  })

  test('kubectl reaches an API server that knows nobody else', async () => {
    const at = await workstation()
    await at.run()
    const server = createServer({ ...at.api, requestCert: true, rejectUnauthorized: true }, (_, answer) =>
      answer.end('ok'),
    )
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const kubectl = findProgram('kubectl') ?? ''
    const config = ['--kubeconfig', join(at.config, 'config.yml')]
    const { stdout: url } = await execa(kubectl, [
      ...config,
      'config',
      'view',
      '-o',
      'jsonpath={.clusters[0].cluster.server}',
    ])
    expect(url).toBe('https://k8s.tail8d86e.ts.net')
    const here = ['--server', `https://127.0.0.1:${(server.address() as AddressInfo).port}`]
    const name = ['--tls-server-name', new URL(url).hostname, '--context', 'minikube-indri']
    const { stdout } = await execa(kubectl, [...config, ...here, ...name, 'get', '--raw', '/readyz'])
    expect(stdout).toBe('ok')
  })

  test('closes a key that was open, and takes over one that changed', async () => {
    const at = await workstation()
    await at.run()
    const key = join(at.config, 'client.key')
    await execa('chmod', ['644', key])
    writeFileSync(join(at.minikube, 'profiles/minikube/client.key'), '-----BEGIN NEW KEY-----\n')
    const { stdout } = await at.run()
    expect(stdout).toMatch(/^has .*ca\.crt.*\nhas .*client\.crt.*\nwrote .*client\.key.*\nhas .*config\.yml\n/)
    expect([mode(key), readFileSync(key, 'utf8')]).toEqual(['600', '-----BEGIN NEW KEY-----\n'])
  })

  test.each([
    [
      'a host that refuses',
      (at: { folder: string }) => writeFileSync(join(at.folder, 'unreachable'), ''),
      'Connection refused',
    ],
    [
      'a cluster that was never started',
      (at: { minikube: string }) => rmSync(at.minikube, { recursive: true }),
      'No such file',
    ],
    [
      'a file that is no certificate',
      (at: { minikube: string }) => writeFileSync(join(at.minikube, 'profiles/minikube/client.key'), 'hello\n'),
      'holds no certificate and no key',
    ],
  ])('writes nothing with %s', async (_, spoil, words) => {
    const at = await workstation()
    spoil(at)
    const { exitCode, stderr } = await at.run()
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining(words) })
    expect(() => statSync(at.config)).toThrow()
  })

  test('takes keys out of the configuration that an installer left, for an address that leads there', async () => {
    const at = await workstation()
    const left = join(at.folder, 'hosts/nuc/etc/rancher/k3s/k3s.yaml')
    mkdirSync(join(left, '..'), { recursive: true })
    const encoded = (bytes: Buffer): string => bytes.toString('base64')
    writeFileSync(
      left,
      [
        'apiVersion: v1',
        'kind: Config',
        'clusters:',
        '- name: default',
        `  cluster: { certificate-authority-data: ${encoded(at.api.ca)}, server: "https://127.0.0.1:6443" }`,
        'users:',
        '- name: default',
        `  user: { client-certificate-data: ${encoded(at.api.cert)}, client-key-data: ${encoded(at.api.key)} }`,
        'contexts:',
        '- { name: default, context: { cluster: default, user: default } }',
        'current-context: default',
        '',
      ].join('\n'),
    )
    const ran = await at.run({}, '--estate', 'minilab')
    expect(ran.stderr).toBe('')
    expect(ran.stdout.split('\n')[0]).toBe('wrote ~/.kube/k3s/config.yml from nuc:/etc/rancher/k3s/k3s.yaml')
    const config = join(at.config, '../k3s/config.yml')
    expect(mode(config)).toBe('600')
    const server = createServer({ ...at.api, requestCert: true, rejectUnauthorized: true }, (_, answer) =>
      answer.end('ok'),
    )
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const kubectl = [findProgram('kubectl') ?? '', '--kubeconfig', config, '--context', 'k3s'] as const
    const [program, ...words] = kubectl
    const { stdout: url } = await execa(program, [
      ...words,
      'config',
      'view',
      '-o',
      'jsonpath={.clusters[0].cluster.server}',
    ])
    expect(url).toBe('https://192.0.2.10:6443')
    const here = ['--server', `https://127.0.0.1:${(server.address() as AddressInfo).port}`]
    const name = ['--tls-server-name', 'k8s.tail8d86e.ts.net']
    expect((await execa(program, [...words, ...here, ...name, 'get', '--raw', '/readyz'])).stdout).toBe('ok')
    for (const [text, problem] of [
      ['apiVersion: v1\nkind: Config\nclusters: []\n', 'is no kube configuration with keys in it'],
      ['{', 'is no kube configuration with keys in it'],
      [undefined, "can't be read"],
    ] as const) {
      if (text === undefined) rmSync(left)
      else writeFileSync(left, text)
      const spoilt = await at.run({}, '--estate', 'minilab')
      expect({ exitCode: spoilt.exitCode, stderr: spoilt.stderr }).toEqual({
        exitCode: 3,
        stderr: expect.stringContaining(problem),
      })
    }
  })

  test('a dry run writes nothing', async () => {
    const at = await workstation()
    expect(await at.run({}, '--dry-run')).toMatchObject({ exitCode: 0 })
    expect(() => statSync(at.config)).toThrow()
  })
})
