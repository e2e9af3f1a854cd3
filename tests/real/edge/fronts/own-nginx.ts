import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import estate from '../../../fixtures/public-proxies/own-nginx/estate.ts'
import { type LiveFront, standard, type Visit } from './front.ts'

const role = 'ansible/roles/edge'
const page = '/usr/local/share/public-proxy'
const logs = '/var/log/public-proxy'

/** Where the role's tasks write its templates. */
const destinations: Readonly<Record<string, string>> = {
  'nginx.conf': '/etc/nginx/nginx.conf',
  'error.html': `${page}/error.html`,
  'failed-login.conf': '/etc/fail2ban/filter.d/failed-login.conf',
  'nginx-deny.conf': '/etc/fail2ban/action.d/nginx-deny.conf',
  'public-proxy.conf': '/etc/fail2ban/jail.d/public-proxy.conf',
  'public-proxy': '/usr/local/sbin/public-proxy',
}

/** Networks of documentation: any address of them is a visitor. */
const visitors = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32']

/** Debian's nginx, certificates that nobody believes; visitors come themselves, and say that they are somebody else. */
export const ownNginx: LiveFront = {
  name: 'an nginx of one’s own',
  estate,
  apart: true,
  folders: [
    ...standard,
    page,
    logs,
    '/etc/public-proxy',
    '/var/lib/public-proxy',
    '/var/lib/nginx',
    '/var/cache',
    '/usr/local/sbin',
  ],
  placeOf: path => {
    const [, name = ''] = new RegExp(`^${role}/templates/(.+)\\.j2$`).exec(path) ?? []
    return destinations[name]
  },
  // What Ansible makes of it on a machine whose paths are its own.
  text: rendered => {
    const text = rendered.replaceAll('{{ edge_root }}', '').replaceAll(/\{% (?:end)?raw %\}/g, '')
    if (text.includes('{{')) throw new Error(`a template that is not known here: ${/\{\{.*/.exec(text)?.[0]}`)
    return text
  },
  logs,
  rotation: `${role}/templates/logrotate.conf.j2`,
  prepare: async (network, place) => {
    mkdirSync(join(place('/etc/public-proxy'), 'certificates'))
    mkdirSync(join(place('/var/lib/public-proxy'), 'acme'))
    for (const visitor of visitors) await network.route(visitor)
    // The start script itself, but that the nginx it ends in is none.
    const start = join(place('/usr/local/sbin'), 'public-proxy')
    const bin = join(network.folder, 'no-nginx')
    mkdirSync(bin)
    writeFileSync(join(bin, 'nginx'), '#!/bin/sh\necho "$@"\n')
    for (const path of [start, join(bin, 'nginx')]) chmodSync(path, 0o755)
    const { exitCode, all } = await network.run('/usr/local/sbin/public-proxy', [], { PATH: `${bin}:/usr/bin:/bin` })
    if (exitCode !== 0 || all !== '-g daemon off; error_log stderr;') throw new Error(`the start script: ${all}`)
  },
  visit: visit => {
    const { from, raw } = visit
    // From the machine itself.
    if (from === '127.0.0.1') return { ...visit, port: 8080 }
    const [, named = ''] = /^Fly-Client-IP: (.*)\r$/m.exec(firstOf(raw)) ?? []
    const client = from.startsWith('172.') && isIP(named) !== 0 && named !== '127.0.0.1' ? named : from
    return {
      ...visit,
      from: client,
      ...(isIP(client) === 6 && { to: '::1' }),
      port: 443,
      tlsName: /^Host: forge\./m.test(firstOf(raw)) ? 'forge.lab.example' : 'docs.lab.example',
      raw: typeof raw === 'string' ? forged(raw) : raw.map(({ text, after }) => ({ text: forged(text), after })),
    }
  },
}

function firstOf(raw: Visit['raw']): string {
  return typeof raw === 'string' ? raw : (raw[0]?.text ?? '')
}

/** All say that they are the same other one: if that were believed, they would share a rate. */
function forged(text: string): string {
  return text.replace(/^Fly-Client-IP: .*\r$/m, 'Fly-Client-IP: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r')
}
