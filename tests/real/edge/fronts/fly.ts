import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import estate from '../../../fixtures/public-proxies/fly/estate.ts'
import { type LiveFront, standard } from './front.ts'

const page = '/usr/share/nginx/html'
const logs = '/var/log/nginx'

/** The container of Fly.io, as its Dockerfile fills it; visitors come through the platform's edge. */
export const fly: LiveFront = {
  name: 'Fly.io',
  estate,
  apart: false,
  folders: [...standard, page, logs, '/tmp/cache'],
  placeOf: path => {
    const [, name = ''] = /^fly\/(.+)$/.exec(path) ?? []
    if (name === 'nginx.conf') return `/etc/nginx/${name}`
    if (name === 'error.html') return `${page}/${name}`
    return name.startsWith('fail2ban/') ? `/etc/${name}` : undefined
  },
  text: rendered => rendered,
  logs,
  rotation: 'fly/logrotate.conf',
  prepare: async (_, place, files) => {
    const denied = (files.get('fly/start.sh') ?? '').matchAll(/\/etc\/nginx\/(\S+-deny\.conf)/g)
    for (const [, file] of denied) if (file !== undefined) writeFileSync(join(place('/etc/nginx'), file), '')
  },
  visit: visit => ({ ...visit, port: 8080 }),
}
