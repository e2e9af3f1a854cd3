import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render } from '../../support/render.ts'
import { fly } from '../edge/fronts/fly.ts'
import { noNamespace, type Running, stop } from '../edge/namespace.ts'
import { EDGE, type LiveProxy, openProxy } from '../edge/proxy.ts'
import { findProgram, skipped } from '../tools.ts'

const missing = noNamespace('nginx')
const script = render(fly.estate).files.get('fly/start.sh') ?? ''
let proxy: LiveProxy
let folder: string

/** Stand-ins for what this machine has not; each writes a line when it is called. */
const standIns: Readonly<Record<string, string>> = {
  tailscaled: `sleep 1
rm -f /var/run/tailscale/tailscaled.sock
exec python3 -c 'import socket,time; s=socket.socket(socket.AF_UNIX); s.bind("/var/run/tailscale/tailscaled.sock"); time.sleep(600)'`,
  // Comes up the third time that it is asked.
  tailscale: `if [ "$1" = up ]; then
  file=\${2#--auth-key=file:}
  echo "the file: $(cat "$file"), $(stat -c %A "$file")" >>"$CALLS"
  # Where nobody answers it waits as long as it was told to, and without that forever.
  if [ "\${UP:-}" = hang ]; then
    case "$*" in *--timeout=*) sleep 1 ;; *) exec sleep 600 ;; esac
    echo 'timeout waiting for Tailscale service to enter a Running state; check health with "tailscale status"' >&2
    exit 1
  fi
fi
[ "$1" = status ] || exit 0
echo x >>"$CALLS.asked"
[ "$(wc -l <"$CALLS.asked")" -ge 3 ]`,
  alloy: 'exec sleep 600',
  'fail2ban-client': 'exit 1',
  logrotate: 'exit 3',
}

beforeAll(async () => {
  if (missing !== undefined) return
  proxy = await openProxy(fly, ['forge.tail1234.ts.example', 'docs.tail1234.ts.example'], [])
  folder = join(proxy.network.folder, 'bin')
  mkdirSync(folder)
  mkdirSync(join(proxy.place('/run'), 'tailscale'))
  for (const [name, text] of Object.entries(standIns)) {
    const log = `echo "${name} $* key=\${TS_AUTHKEY:-none}" >>"$CALLS"\necho $$ >"$CALLS.${name}"\n`
    writeFileSync(join(folder, name), `#!/bin/sh\n${log}${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  writeFileSync(join(folder, 'start.sh'), script)
  chmodSync(join(folder, 'start.sh'), 0o755)
})
afterAll(() => proxy?.close())

const calls = (): readonly string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')

async function listens(): Promise<boolean> {
  const raw = 'GET /healthz HTTP/1.0\r\n\r\n'
  return (await proxy.agent.ask({ from: EDGE, port: 8080, raw, milliseconds: 500 })).status === 200
}

function start(env: Readonly<Record<string, string>> = {}): Running {
  // The stand-ins of the test before are not those that this one ends.
  for (const name of Object.keys(standIns)) rmSync(join(folder, `calls.${name}`), { force: true })
  return proxy.network.start(join(folder, 'start.sh'), [], {
    PATH: `${folder}:/usr/sbin:/usr/bin:/bin`,
    CALLS: join(folder, 'calls'),
    TS_AUTHKEY: 'stand-in-key',
    ...env,
  })
}

/** In an object: a promise that is returned is waited for. */
async function started(): Promise<{ readonly running: Running }> {
  const running = start()
  for (let tries = 0; tries < 60; tries += 1) {
    if (await listens()) return { running }
    await new Promise(next => setTimeout(next, 250))
  }
  throw new Error('nginx does not answer')
}

/** Ends a stand-in, once it is there. */
async function kill(name: string): Promise<void> {
  const pid = join(folder, `calls.${name}`)
  while (!existsSync(pid) || readFileSync(pid, 'utf8') === '') await new Promise(next => setTimeout(next, 50))
  await proxy.network.run('kill', ['-KILL', readFileSync(pid, 'utf8').trim()])
}

/** What it left behind goes with its container; here it holds the pipes, so that only the script itself is waited for. */
function exitCode({ nodeChildProcess }: Running): Promise<number | null> {
  return new Promise(done => nodeChildProcess.once('exit', done))
}

test('shellcheck finds nothing in the start script', async context => {
  const shellcheck = findProgram('shellcheck')
  if (shellcheck === undefined) return context.skip(skipped('shellcheck'))
  const { stdout, exitCode } = await execa(shellcheck, ['-'], { input: script, reject: false })
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 })
})

describe.skipIf(missing !== undefined)(`the start script${missing === undefined ? '' : ` (${missing})`}`, () => {
  test('waits for the tailnet, starts the rest, and keeps the key to itself', async () => {
    const { running } = await started()
    while (!calls().some(line => line.startsWith('alloy'))) await new Promise(next => setTimeout(next, 50))
    const once = calls().filter((line, index, all) => all.indexOf(line) === index)
    // Beside all the others, again and again.
    const rotations = once.filter(line => line.startsWith('logrotate'))
    expect(once.filter(line => !line.startsWith('logrotate'))).toEqual([
      'tailscaled --statedir=/var/lib/tailscale key=none',
      'tailscale up --auth-key=file:/run/auth-key --hostname=edge --accept-routes --timeout=60s key=none',
      'the file: stand-in-key, -rw-------',
      'tailscale status key=none',
      'fail2ban-client start key=none',
      'alloy run --server.http.listen-addr=127.0.0.1:12345 --storage.path=/tmp/alloy-data /etc/alloy/config.alloy key=none',
    ])
    expect(rotations).toEqual(['logrotate --state /run/logrotate.state /etc/logrotate-proxy.conf key=none'])
    expect(calls().filter(line => line.startsWith('tailscale status'))).toHaveLength(3)
    expect(existsSync(join(proxy.place('/run'), 'auth-key'))).toBe(false)

    // Told to stop, it lets nginx finish and ends well.
    const ended = exitCode(running)
    running.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(await listens()).toBe(false)
    await stop(running)
  })

  test('a tailnet that does not take it in ends it, and no key stays behind', async () => {
    const running = start({ UP: 'hang' })
    const code = await Promise.race([exitCode(running), new Promise(done => setTimeout(() => done('waits'), 20_000))])
    const key = join(proxy.place('/run'), 'auth-key')
    expect([code, existsSync(key)]).toEqual([1, false])
    await stop(running)
  })

  test('told to stop while it joins, it does at once and leaves no key behind', async () => {
    rmSync(join(folder, 'calls.tailscale'), { force: true })
    const running = start({ UP: 'hang' })
    const ended = exitCode(running)
    const key = join(proxy.place('/run'), 'auth-key')
    // The program before this one may still write to the list of calls.
    while (!existsSync(join(folder, 'calls.tailscale')) || !existsSync(key))
      await new Promise(next => setTimeout(next, 20))
    running.kill('SIGTERM')
    expect(await ended).toBe(143)
    expect(existsSync(key)).toBe(false)
    await stop(running)
  })

  test('ends when nginx does, so that the platform starts another machine', async () => {
    const { running } = await started()
    const ended = exitCode(running)
    await proxy.network.run('sh', ['-c', 'kill -KILL "$(cat /run/nginx.pid)"'])
    expect(await ended).toBe(137)
    await stop(running)
  })

  test('ends in error when the tailnet does, after nginx', async () => {
    const { running } = await started()
    const ended = exitCode(running)
    await kill('tailscaled')
    expect(await ended).toBe(1)
    expect(await listens()).toBe(false)
    await stop(running)
    expect((await running).stderr).toContain('tailscaled ended: the container ends, too')
  })

  test('ends when the tailnet does before nginx is there', async () => {
    writeFileSync(join(folder, 'calls.asked'), '')
    const running = start()
    const ended = exitCode(running)
    while (!existsSync(join(folder, 'calls.asked')) || readFileSync(join(folder, 'calls.asked'), 'utf8') === '')
      await new Promise(next => setTimeout(next, 50))
    await kill('tailscaled')
    expect(await ended).toBe(1)
    expect(await listens()).toBe(false)
    await stop(running)
  })

  test('goes on serving when the logs are not rotated, and says so', async () => {
    const rotations = () => calls().filter(line => line.startsWith('logrotate')).length
    const before = rotations()
    const { running } = await started()
    while (rotations() < before + 2) await new Promise(next => setTimeout(next, 250))
    expect(await listens()).toBe(true)
    await stop(running)
    expect((await running).stderr).toContain('logrotate failed: the logs go on growing')
  })

  test('goes on serving when Alloy ends, and says so', async () => {
    const { running } = await started()
    const said = new Promise<void>(done => {
      running.stderr.on('data', data => /alloy ended: the proxy goes on/.test(String(data)) && done())
    })
    await kill('alloy')
    await said
    expect(await listens()).toBe(true)
    await stop(running)
  })
})
