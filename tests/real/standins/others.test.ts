import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runnable, scene } from './run.ts'

describe.skipIf(!runnable)('minikube', () => {
  test('has no profile before it was started', async () => {
    const answer = await scene().run('minikube', ['status', '--profile', 'lab', '--output', 'json'])
    expect(answer).toMatchObject({ code: 85, out: expect.stringContaining('"message": "Profile \\"lab\\" not found.') })
  })

  test('start, status and stop', async () => {
    const at = scene()
    expect(await at.run('minikube', ['start', '--profile=lab', '--cpus=6'])).toMatchObject({ code: 0 })
    const running = await at.run('minikube', ['status', '-p', 'lab', '-o', 'json'])
    expect({ code: running.code, ...JSON.parse(running.out) }).toMatchObject({ code: 0, Name: 'lab', Host: 'Running' })
    expect((await at.run('minikube', ['status', '-p', 'lab'])).out).toContain('host: Running\n')
    await at.run('minikube', ['stop', '-p', 'lab'])
    expect(await at.run('minikube', ['status', '-p', 'lab', '-o', 'json'])).toMatchObject({
      code: 7,
      out: expect.stringContaining('"Host":"Stopped"'),
    })
  })

  test.each<readonly [string, object, number, string]>([
    [
      'after a power loss',
      { kubelet: 'Stopped', apiserver: 'Stopped' },
      2,
      '"Kubelet":"Stopped","APIServer":"Stopped"',
    ],
    ['paused', { kubelet: 'Stopped', apiserver: 'Paused' }, 2, '"APIServer":"Paused"'],
    ['with a stale kubeconfig', { kubeconfig: 'Misconfigured' }, 4, '"Kubeconfig":"Misconfigured"'],
    ['without its container', { host: 'Nonexistent' }, 0, 'null'],
    ['of two nodes, one of them down', { workers: [{ host: 'Stopped' }] }, 7, '[{"Name":"minikube"'],
  ])('status of a cluster %s', async (_, state, code, out) => {
    const at = scene()
    at.give('minikube', { minikube: { host: 'Running', port: 1, starts: [], ...state } })
    const answer = await at.run('minikube', ['status', '-o', 'json'])
    expect(answer).toMatchObject({ code, out: expect.stringContaining(out) })
  })

  test('status says nothing, and ends with 0, while docker is not running', async () => {
    const at = scene()
    await at.run('minikube', ['start'])
    at.give('docker', { running: false })
    expect(await at.run('minikube', ['status', '-o', 'json'])).toMatchObject({ code: 0, out: 'null' })
  })

  test('does not start while docker is not running', async () => {
    const at = scene()
    at.give('docker', { running: false })
    const answer = await at.run('minikube', ['start'])
    expect(answer).toMatchObject({ code: 63, err: expect.stringContaining('PROVIDER_DOCKER_NOT_RUNNING') })
  })

  test('files and services inside the node', async () => {
    const at = scene()
    await at.run('minikube', ['start'])
    const ssh = ['ssh', '--native-ssh=false']
    const path = '/etc/containerd/hosts.toml'
    const missing = { code: 1, err: expect.stringContaining(`cat: ${path}: No such file or directory`) }
    expect(await at.run('minikube', [...ssh, '--', 'sudo', 'cat', path])).toMatchObject(missing)
    expect(await at.run('minikube', [...ssh, '--', `sudo cat ${path} || true`])).toMatchObject({ code: 0, out: '' })
    expect(await at.run('minikube', [...ssh, `sudo tee ${path}`], { input: 'a' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('tee: '),
    })
    await at.run('minikube', [...ssh, 'sudo mkdir -p /etc/containerd'])
    expect(await at.run('minikube', [...ssh, `sudo tee ${path}`], { input: 'server = 1\n' })).toMatchObject({ code: 0 })
    expect((await at.run('minikube', [...ssh, '--', 'cat', path])).out).toBe('server = 1')
    const local = join(at.folder, 'local')
    writeFileSync(local, 'server = 2\n')
    expect(await at.run('minikube', ['cp', local, `minikube:${path}`])).toMatchObject({ code: 0 })
    expect((await at.run('minikube', [...ssh, '--', 'cat', path])).out).toBe('server = 2')
    await at.run('minikube', [...ssh, 'sudo systemctl restart containerd'])
    expect(at.runs('containerd')).toMatchObject([{ domain: 'minikube/minikube', why: 'restart' }])
    expect(await at.run('minikube', [...ssh, 'reboot'])).toMatchObject({ code: 70 })
  })

  test('the built-in client has a terminal: input without an end, lines that end in CR LF', async () => {
    const at = scene()
    await at.run('minikube', ['start'])
    await at.run('minikube', ['ssh', 'sudo mkdir -p /etc'])
    expect(await at.run('minikube', ['ssh', 'sudo tee /etc/a'], { input: 'a' })).toMatchObject({ code: 124 })
    const local = join(at.folder, 'local')
    writeFileSync(local, 'a\nb\n')
    await at.run('minikube', ['cp', local, 'minikube:/etc/a'])
    expect((await at.run('minikube', ['ssh', 'cat /etc/a'])).out).toBe('a\r\nb')
  })

  test('nobody gets into a node that is not running', async () => {
    const at = scene()
    expect(await at.run('minikube', ['ssh', 'cat /a'])).toMatchObject({ code: 85 })
    await at.run('minikube', ['start'])
    await at.run('minikube', ['stop'])
    const answer = await at.run('minikube', ['ssh', 'cat /a'])
    expect(answer).toMatchObject({ code: 83, err: expect.stringContaining('host is not running: state=Stopped') })
  })

  test('kubectl knows the address that the last start gave', async () => {
    const at = scene()
    const args = ['config', 'view', '--output', 'jsonpath={.clusters[?(@.name=="lab")].cluster.server}']
    expect((await at.run('kubectl', args)).out).toBe('')
    await at.run('minikube', ['start', '--profile', 'lab'])
    const first = (await at.run('kubectl', args)).out
    expect(first).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    await at.run('minikube', ['stop', '--profile', 'lab'])
    await at.run('minikube', ['start', '--profile', 'lab'])
    expect((await at.run('kubectl', args)).out).not.toBe(first)
    expect(await at.run('kubectl', ['get', 'pods'])).toMatchObject({ code: 70 })
  })
})

describe.skipIf(!runnable)('docker', () => {
  test('answers, unless the daemon is not running', async () => {
    const at = scene()
    expect(await at.run('docker', ['info'])).toMatchObject({ code: 0 })
    at.give('docker', { running: false })
    const answer = await at.run('docker', ['info'])
    expect(answer).toMatchObject({ code: 1, err: expect.stringContaining('Cannot connect to the Docker daemon') })
  })
})

describe.skipIf(!runnable)('tailscale', () => {
  test('serves a service at a port, and shows it', async () => {
    const at = scene()
    const status = async (): Promise<unknown> =>
      JSON.parse((await at.run('tailscale', ['serve', 'status', '--json'])).out)
    expect(await status()).toEqual({})
    await at.run('tailscale', ['serve', '--service=svc:api', '--tcp=443', 'tcp://localhost:32772'])
    expect(await status()).toEqual({ Services: { 'svc:api': { TCP: { 443: { TCPForward: 'localhost:32772' } } } } })
  })

  test('refuses a name that is no service, and all while it is not running', async () => {
    const at = scene()
    const named = (name: string): string[] => ['serve', `--service=${name}`, '--tcp', '443', 'localhost:1']
    expect(await at.run('tailscale', named('api'))).toMatchObject({
      code: 1,
      err: expect.stringContaining("must start with 'svc:'"),
    })
    at.give('tailscale', { running: false })
    expect(await at.run('tailscale', named('svc:api'))).toMatchObject({
      code: 1,
      err: 'failed to connect to local Tailscale service; is Tailscale running?',
    })
  })
})

describe.skipIf(!runnable)('sudo', () => {
  test('makes the other stand-ins take the caller for root', async () => {
    const at = scene()
    const args = ['-H', '-S', '-n', '-u', 'root', 'launchctl', 'bootstrap', 'system', '/nowhere']
    expect(await at.run('sudo', args)).toMatchObject({ code: 2 })
  })

  test('fails without asking when a password is wanted and may not be asked for', async () => {
    const at = scene()
    at.give('sudo', { password: true })
    expect(await at.run('sudo', ['-n', 'true'])).toEqual({ code: 1, out: '', err: 'sudo: a password is required' })
  })
})
