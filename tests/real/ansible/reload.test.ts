/**
 * The real Caddy as its role sets it up: what a new configuration leaves alone, what is refused, and what restarts it. It runs in
 * a network of its own, under a stand-in for launchd that starts what it is told to. The tests build on each other.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { external, http, resolvedOf, service } from '@homelab/estate/model'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { door, caddy as proxy } from '../../findings/caddy.ts'
import { box, fixture, vaulted } from '../../findings/parts.ts'
import { resolved } from '../../support/ansible.ts'
import { builtCaddy } from '../edge/caddy.ts'
import { findProgram, skipped } from '../tools.ts'
import { changed, failures, fresh, named, playable } from './playing.ts'
import { type Run, type Scratch, writeProgram } from './scratch.ts'

const missing = ['ip', 'nsenter', 'unshare', 'curl'].find(program => findProgram(program) === undefined)
const here = playable && builtCaddy !== undefined && process.getuid?.() === 0 && missing === undefined
if (!here) skipped(missing ?? 'root, which a network of its own needs, Ansible or Caddy')

const label = 'mcquack.eblume.caddy'
const web = resolved.routes.find(({ service, kind }) => service === 'forgejo' && kind === 'ops')
const carried = resolved.routes.find(
  ({ kind, protocol, backend }) => kind === 'ops' && protocol === 'tcp' && backend?.host === 'localhost',
)

describe.skipIf(!here)(
  'Caddy takes over what is new while it runs',
  () => {
    let at: Scratch
    let network: ChildProcess
    let visitors: ChildProcess
    let latest: Readonly<Record<string, number | 'ended'>> = {}
    const within = (...words: readonly string[]) =>
      execa('nsenter', [`--net=/proc/${network.pid}/ns/net`, ...words], { reject: false })

    /** The project of an estate, with certificates of Caddy's own, and a change of its configuration by hand. */
    function render(of = resolved, byHand: (text: string) => string = text => text): void {
      at.render(of)
      const file = join(at.project(), 'roles/caddy/templates/Caddyfile.j2')
      const own = readFileSync(file, 'utf8')
        .replaceAll(/tls \{[^}]*\{[^}]*\}\n\t\}/g, 'tls internal')
        .replace('persist_config off', 'persist_config off\n\tskip_install_trust')
      writeFileSync(file, byHand(own))
    }
    const play = (): Promise<Run> => at.play(['--tags', 'caddy'])
    const process_ = (): number => JSON.parse(readFileSync(join(at.state, 'jobs.json'), 'utf8'))['gui/501'][label].pid
    /** What the unknown name is told. */
    async function answer(): Promise<string> {
      const name = `nobody.${web?.hostname.split('.').slice(1).join('.')}`
      const words = ['-sk', '--max-time', '5', '--resolve', `${name}:443:127.0.0.1`, `https://${name}/`]
      return (await within('curl', ...words)).stdout
    }
    const seconds = (count: number) => new Promise(done => setTimeout(done, count * 1000))
    /** Whether all that is open got more within a moment. */
    async function goOn(): Promise<void> {
      const before = latest
      await seconds(1)
      expect(Object.keys(before)).toEqual(['download', 'websocket', 'tcp'])
      for (const [what, got] of Object.entries(before)) {
        expect(latest[what], what).not.toBe('ended')
        expect(Number(latest[what]), what).toBeGreaterThan(Number(got))
      }
    }

    beforeAll(async () => {
      network = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up; echo ready; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await new Promise(done => network.stdout?.once('data', done))
      at = await fresh()
      // Only what serves needs the network: whoever tells it comes by its socket.
      program('# one')
      at.give('launchctl', { runs: true })
      render()
      visitors = spawn('nsenter', [
        `--net=/proc/${network.pid}/ns/net`,
        process.execPath,
        join(import.meta.dirname, 'carried.ts'),
        ...[web?.hostname, web?.backend?.port, carried?.listen, carried?.backend?.port].map(String),
      ])
      if (visitors.stdout !== null)
        createInterface({ input: visitors.stdout }).on('line', line => {
          latest = JSON.parse(line)
        })
    })
    afterAll(async () => {
      visitors?.kill()
      if (at !== undefined) {
        await execa('launchctl', ['unload', join(at.home, `Library/LaunchAgents/${label}.plist`)], {
          env: at.env,
          reject: false,
        })
        await seconds(1)
      }
      network?.kill()
      await at?.remove()
    })

    function program(comment: string): void {
      const inside = `case "$1" in run) exec nsenter --net=/proc/${network.pid}/ns/net ${builtCaddy} "$@" ;; esac`
      writeProgram(join(at.home, 'code/3rd/caddy/bin/caddy'), `${comment}\n${inside}\nexec ${builtCaddy} "$@"`)
    }

    test('it is started by the first run, and the second changes nothing', async () => {
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      await expect.poll(answer, { timeout: 10_000, interval: 500 }).toBe('Unknown service')
      const again = await play()
      expect(again.code, failures(again)).toBe(0)
      expect(again.changed).toEqual([])
      visitors.stdin?.write('now\n')
      await seconds(2)
      await goOn()
    })

    test('nobody but its own user and root may write to its socket', async () => {
      const socket = join(at.home, '.local/share/caddy/admin.sock')
      expect(statSync(socket).mode & 0o777).toBe(0o200)
      // Whatever leads there is open to all, as on a Mac where the home is.
      const link = join(mkdtempSync(join(tmpdir(), 'socket-')), 's')
      chmodSync(dirname(link), 0o755)
      linkSync(socket, link)
      const asked = ['-s', '--max-time', '5', '--unix-socket', link, 'http://127.0.0.1/config/']
      const stranger = ['--reuid=65534', '--regid=65534', '--clear-groups', 'curl', ...asked]
      expect(await execa('setpriv', stranger, { reject: false })).toMatchObject({ exitCode: 7, stdout: '' })
      expect((await execa('curl', asked)).stdout).toContain('"apps"')
      chmodSync(socket, 0o222)
      expect((await execa('setpriv', stranger)).stdout).toContain('"apps"')
      chmodSync(socket, 0o200)
      rmSync(dirname(link), { recursive: true })
    })

    test('a changed configuration is in force, and no connection is cut', async () => {
      const before = process_()
      render(changed('Unknown service', 'No such service'))
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual(['Write ~/.config/caddy/Caddyfile'])
      expect(await answer()).toBe('No such service')
      expect(process_()).toBe(before)
      await goOn()
    })

    test('what cannot be read is not written', async () => {
      const before = process_()
      const file = join(at.home, '.config/caddy/Caddyfile')
      const text = readFileSync(file, 'utf8')
      render(changed('Unknown service', 'Nobody'), own => own.replace('\tabort\n', '\tabrot\n'))
      const run = await play()
      expect(run.code).toBe(2)
      expect(run.output).toMatch(/failed to validate/)
      expect(run.output).toContain('unrecognized directive: abrot')
      expect(readFileSync(file, 'utf8')).toBe(text)
      expect(await answer()).toBe('No such service')
      expect(process_()).toBe(before)
      await goOn()
    })

    test('what it refuses leaves the old one in force, and every run says so until it takes it', async () => {
      const before = process_()
      const holder = spawn('nsenter', [
        ...[`--net=/proc/${network.pid}/ns/net`, process.execPath, '-e'],
        "require('net').createServer().listen(9999, () => console.log('ready'))",
      ])
      await new Promise(done => holder.stdout.once('data', done))
      render(changed('Unknown service', 'Nobody'), own => `${own}\n:9999 {\n\tabort\n}\n`)
      for (const turn of [1, 2]) {
        const run = await play()
        expect(run.code, String(turn)).toBe(2)
        expect(run.tasks.find(({ failed }) => failed)?.message).toMatch(
          /^caddy goes on with what it had: it refuses its new files, and says:\n[\s\S]*address already in use/,
        )
      }
      expect(await answer()).toBe('No such service')
      holder.kill()
      await seconds(1)
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual([])
      expect(await answer()).toBe('Nobody')
      expect(process_()).toBe(before)
      await goOn()
    })

    test('who is no longer let in keeps what he has open', async () => {
      const before = process_()
      const refuse = '@elsewhere not remote_ip 192.0.2.0/24\n\t\trespond @elsewhere 403\n\t\t'
      render(changed('Unknown service', 'Nobody'), own =>
        own.replace(/(handle @forgejo \{\n\t\t)/, (begin: string) => begin + refuse),
      )
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      const name = web?.hostname ?? ''
      const words = [
        '-sk',
        '--max-time',
        '5',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '--resolve',
        `${name}:443:127.0.0.1`,
      ]
      expect((await within('curl', ...words, `https://${name}/`)).stdout).toBe('403')
      expect(process_()).toBe(before)
      await goOn()
    })

    const restarted = ['Unload caddy to read its files again', 'Load caddy again']

    test('a changed secret restarts it: it reads variables once', async () => {
      const before = process_()
      const op = join(at.state, 'op.json')
      writeFileSync(op, readFileSync(op, 'utf8').replace(/Gandi token\/pat/, 'Gandi token/new'))
      render()
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual([
        'Write ~/.config/caddy/gandi-token',
        'Write ~/.config/caddy/Caddyfile',
        ...restarted,
      ])
      expect(process_()).not.toBe(before)
      await expect.poll(answer, { timeout: 10_000, interval: 500 }).toBe('Unknown service')
      // A restart cuts off whoever was let in by what was before.
      expect(latest).toEqual({ download: 'ended', websocket: 'ended', tcp: 'ended' })
    })

    test('another program restarts it', async () => {
      const before = process_()
      program('# two')
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual([`Write ~/Library/LaunchAgents/${label}.plist`, ...restarted])
      expect(process_()).not.toBe(before)
    })

    test('one that listens at no socket is restarted', async () => {
      await expect.poll(answer, { timeout: 10_000, interval: 500 }).toBe('Unknown service')
      const before = process_()
      await execa('rm', [join(at.home, '.local/share/caddy/admin.sock')])
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual(['Have caddy take over its files', ...restarted])
      expect(process_()).not.toBe(before)
    })
  },
  300_000,
)

const app = service(import.meta, 'app', {
  title: 'App',
  summary: 'app',
  ports: { http: http(3000) },
  workload: external(box),
  routes: { ops: { port: 'http' } },
})
const onDebian = resolvedOf(
  fixture(import.meta, { hosts: [box, door], clusters: [], vaults: [vaulted.vault], services: [proxy, app] }),
)

/** As its unit says; systemd itself is a stand-in, which notes what it is told. */
describe.skipIf(!here)(
  'Caddy takes over what is new under systemd',
  () => {
    let at: Scratch
    let network: ChildProcess
    let running: ChildProcess

    /** Without a user and packages of this machine, and with a Caddy that is there. */
    function lab(from = '', to = ''): typeof onDebian {
      const text = JSON.stringify(onDebian)
        .replaceAll('/usr/local/bin/caddy', join(at.folder, 'bin/caddy'))
        .replaceAll('"owner":{"user":"caddy"}', '"owner":{"user":"root"}')
      const copy: typeof onDebian = JSON.parse(from === '' ? text : text.replaceAll(from, to))
      const workload = copy.services.find(({ name }) => name === 'caddy')?.workload as {
        packages?: object
        users?: object
      }
      delete workload.packages
      delete workload.users
      return copy
    }
    const play = (token = 'one'): Promise<Run> =>
      at.play(['--tags', 'caddy', '--extra-vars', JSON.stringify({ caddy_password: token })], 'playbooks/door.yml')
    const restarts = (): number => at.runs('caddy.service').filter(({ why }) => why === 'restart').length
    async function answer(): Promise<string> {
      const words = ['-sk', '--max-time', '5', '--resolve', 'nobody.ops.example.org:443:127.0.0.1']
      const inside = [`--net=/proc/${network.pid}/ns/net`, 'curl', ...words, 'https://nobody.ops.example.org/']
      return (await execa('nsenter', inside, { reject: false })).stdout
    }
    function render(of: typeof onDebian): void {
      at.render(of)
      const file = join(at.project(), 'roles/caddy/templates/Caddyfile.j2')
      const own = readFileSync(file, 'utf8')
        .replaceAll(/tls \{[^}]*\{[^}]*\}\n\t\}/g, 'tls internal')
        .replaceAll(/tls \{\n[^}]*\}/g, 'tls internal')
        .replace('persist_config off', 'persist_config off\n\tskip_install_trust')
      writeFileSync(file, own)
    }

    beforeAll(async () => {
      network = spawn('unshare', ['--net', 'sh', '-c', 'ip link set lo up; echo ready; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await new Promise(done => network.stdout?.once('data', done))
      at = await fresh()
      writeProgram(join(at.folder, 'bin/caddy'), `exec ${builtCaddy} "$@"`)
      for (const folder of ['etc/systemd/system', 'var/lib']) mkdirSync(join(at.root, folder), { recursive: true })
      at.give('systemd', { folder: join(at.root, 'etc/systemd/system'), ends: {} })
    })
    afterAll(async () => {
      running?.kill()
      network?.kill()
      await at?.remove()
    })

    test('a new configuration is in force without a restart', async () => {
      render(lab())
      const first = await play()
      expect(first.code, failures(first)).toBe(0)
      const unit = readFileSync(join(at.root, 'etc/systemd/system/caddy.service'), 'utf8')
      const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit) ?? []
      const [, data = ''] = /^Environment=.*XDG_DATA_HOME=([^\s"]+)/m.exec(unit) ?? []
      running = spawn('nsenter', [`--net=/proc/${network.pid}/ns/net`, ...command.split(' ')], {
        env: { ...process.env, XDG_DATA_HOME: data, DNS_TOKEN: 'one' },
        stdio: 'ignore',
      })
      await expect.poll(answer, { timeout: 10_000, interval: 500 }).toBe('Unknown service')
      render(lab('Unknown service', 'No such service'))
      const run = await play()
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual(['Write /etc/caddy/Caddyfile'])
      expect(await answer()).toBe('No such service')
      expect(restarts()).toBe(0)
    })

    test('a changed secret restarts it', async () => {
      const run = await play('two')
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual(['Write /etc/caddy/environment', 'Restart caddy'])
      expect(restarts()).toBe(1)
    })

    test('another program restarts it', async () => {
      writeProgram(join(at.folder, 'bin/caddy'), `# another\nexec ${builtCaddy} "$@"`)
      const run = await play('two')
      expect(run.code, failures(run)).toBe(0)
      expect(named(run.changed)).toEqual(['Write /etc/systemd/system/caddy.service', 'Restart caddy'])
      expect(restarts()).toBe(2)
    })
  },
  300_000,
)
