import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { render } from '../../support/render.ts'
import { findProgram, skipped } from '../tools.ts'
import { request } from './client.ts'
import { ownNginx } from './fronts/own-nginx.ts'
import { noNamespace } from './namespace.ts'
import { type LiveProxy, openProxy } from './proxy.ts'

const missing = noNamespace('nginx')
const role = 'ansible/roles/edge/templates'
const { files } = render(ownNginx.estate)
const text = (name: string): string => ownNginx.text(files.get(`${role}/${name}.j2`) ?? '')
const VISITOR = '203.0.113.5'
let proxy: LiveProxy

beforeAll(async () => {
  if (missing !== undefined) return
  const names = { 'docs.tail1234.ts.example': '100.64.0.11', 'forge.tail1234.ts.example': '100.64.0.10' }
  proxy = await openProxy(ownNginx, Object.keys(names), Object.values(names))
  await proxy.name(names)
  await proxy.standIn('docs', '100.64.0.11')
  await proxy.start()
})
afterAll(() => proxy?.close())

test('shellcheck finds nothing in the scripts', async context => {
  const shellcheck = findProgram('shellcheck')
  if (shellcheck === undefined) return context.skip(skipped('shellcheck'))
  for (const name of ['public-proxy', 'public-proxy-bans', 'public-proxy-certificates']) {
    const { stdout, exitCode } = await execa(shellcheck, ['-'], { input: text(name), reject: false })
    expect({ stdout, exitCode }, name).toEqual({ stdout: '', exitCode: 0 })
  }
})

describe.skipIf(missing !== undefined)(`who comes by himself${missing === undefined ? '' : ` (${missing})`}`, () => {
  const certificate = (...more: readonly string[]) =>
    proxy.network.run('sh', [
      '-c',
      'openssl s_client -connect 127.0.0.1:443 "$@" </dev/null 2>&1 | openssl x509 -noout -ext subjectAltName 2>&1',
      'sh',
      ...more,
    ])

  test('sees the certificate of the name that he asks for', async () => {
    expect((await certificate('-servername', 'forge.lab.example')).all).toContain('DNS:forge.lab.example')
  })

  test.each([[['-servername', 'evil.example']], [['-servername', 'edge.example.net']], [['-noservername']]])(
    'sees none for %s',
    async words => {
      expect((await certificate(...words)).all).not.toContain('DNS:')
    },
  )

  test('is led to TLS without it', async () => {
    const raw = request('GET /x?y=z', { Host: 'docs.lab.example' })
    const answer = await proxy.plain({ from: VISITOR, port: 80, raw })
    expect([answer.status, answer.headers['location']]).toEqual([301, 'https://docs.lab.example/x?y=z'])
  })

  test('gets no answer for another name without it', async () => {
    for (const Host of ['evil.example', 'docs.tail1234.ts.example', '127.0.0.1'])
      expect((await proxy.plain({ from: VISITOR, port: 80, raw: request('GET /', { Host }) })).status).toBe(0)
  })

  test('reaches neither the health check nor the status from outside', async () => {
    const raw = request('GET /stub_status', { Host: 'x' })
    expect((await proxy.plain({ from: VISITOR, to: '192.0.2.80', port: 8080, raw })).how).toBe('refused')
    const inside = request('GET /healthz', { Host: 'x' })
    expect((await proxy.plain({ from: '127.0.0.1', port: 8080, raw: inside })).body).toBe('ok\n')
  })
})

/** Issues certificates for names that have a record, and asks for the challenge as ACME's server does. */
const certbot = `#!/bin/sh
set -eu
echo "$*" >>"$CALLS"
while [ $# -gt 0 ]; do
  case $1 in
    --domain) domain=$2 ;;
    --webroot-path) webroot=$2 ;;
    --server) [ "$2" = https://acme.example/directory ] || exit 2 ;;
  esac
  shift
done
mkdir -p "$webroot/.well-known/acme-challenge"
echo proof >"$webroot/.well-known/acme-challenge/token"
[ "$(curl -s -H "Host: $domain" http://127.0.0.1/.well-known/acme-challenge/token)" = proof ]
grep -qx "$domain" "$RECORDS" || exit 1
live=/etc/letsencrypt/live/$domain
[ ! -e "$live/fullchain.pem" ] || exit 0
mkdir -p "$live"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 90 -subj "/CN=issued" \\
  -addext "subjectAltName=DNS:$domain" -keyout "$live/privkey.pem" -out "$live/fullchain.pem" 2>/dev/null
`

describe.skipIf(missing !== undefined)('certificates', () => {
  const folder = (): string => join(proxy.network.folder, 'certbot')
  const script = (): string => join(proxy.place('/usr/local/sbin'), 'public-proxy-certificates')
  const subject = async (name: string): Promise<string> => {
    const words = ['-connect', '127.0.0.1:443', '-servername', name]
    const { all } = await proxy.network.run('sh', [
      '-c',
      'openssl s_client "$@" </dev/null 2>/dev/null | openssl x509 -noout -subject',
      'sh',
      ...words,
    ])
    return String(all)
  }
  const renew = () => {
    const env = {
      PATH: `${folder()}:/usr/sbin:/usr/bin:/bin`,
      CALLS: join(folder(), 'calls'),
      RECORDS: join(folder(), 'records'),
    }
    return proxy.network.run('/usr/local/sbin/public-proxy-certificates', [], env)
  }
  beforeAll(() => {
    mkdirSync(folder())
    mkdirSync(proxy.network.mount('/etc/letsencrypt', join(folder(), 'letsencrypt')), { recursive: true })
    writeFileSync(join(folder(), 'certbot'), certbot)
    chmodSync(join(folder(), 'certbot'), 0o755)
    writeFileSync(script(), text('public-proxy-certificates'))
    chmodSync(script(), 0o755)
  })

  test('a name without a record goes without, and no other for its sake', async () => {
    writeFileSync(join(folder(), 'records'), 'docs.lab.example\n')
    const { exitCode, all } = await renew()
    expect(exitCode).toBe(1)
    expect(all).toContain('no certificate for forge.lab.example: does its record lead here?')
    await new Promise(next => setTimeout(next, 500))
    expect(await subject('docs.lab.example')).toContain('issued')
    expect(await subject('forge.lab.example')).toContain('none')
  })

  test('one that is recreated takes its place, and nothing happens while it lasts', async () => {
    writeFileSync(join(folder(), 'records'), 'docs.lab.example\nforge.lab.example\n')
    expect((await renew()).exitCode).toBe(0)
    await new Promise(next => setTimeout(next, 500))
    expect(await subject('forge.lab.example')).toContain('issued')
    const key = join(proxy.place('/etc/public-proxy'), 'certificates/forge.lab.example.key')
    const before = readFileSync(key, 'utf8')
    const again = await renew()
    expect([again.exitCode, String(again.all)]).toEqual([0, ''])
    rmSync(join(folder(), 'letsencrypt/live/forge.lab.example'), { recursive: true })
    expect((await renew()).exitCode).toBe(0)
    expect(readFileSync(key, 'utf8')).not.toBe(before)
    expect(existsSync(join(proxy.place('/var/lib/public-proxy'), 'acme/.well-known'))).toBe(true)
  })

  test('keys are for root alone', async () => {
    const { all } = await proxy.network.run('sh', ['-c', 'stat -c %a /etc/public-proxy/certificates/*.key'])
    expect(new Set(String(all).split('\n'))).toEqual(new Set(['600']))
  })
})
