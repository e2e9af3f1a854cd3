import { imageReference } from '@homelab/estate/model'
import { describe, expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import dynamic, { fly } from './fixtures/public-proxies/fly/estate.ts'
import { labBehind } from './fixtures/public-proxies/lab.ts'
import { resolvedOnce } from './support/opened.ts'
import { render } from './support/render.ts'

const { files } = render(blumeops)
const read = (path: string): string => files.get(path) ?? ''

describe('the public proxy', () => {
  test('what a client makes as long as it likes is cut, and not each request that is refused has a line', () => {
    const text = read('fly/nginx.conf')
    expect(text).toContain('limit_req_zone $client_network zone=general:10m rate=10r/s;')
    expect(text).toMatch(/access_log \S+ json_log if=\$log_weight;/)
    const [format = ''] = /'\{"time":.*\}'/.exec(text) ?? []
    expect(format).toContain('"weight":$log_weight')
    expect(format).not.toMatch(/\$(request_method|request_uri|http_\w+)/)
  })

  test('no line holds a private name but those that say where to ask', () => {
    const private_ = read('fly/nginx.conf')
      .split('\n')
      .filter(line => /\.ts\.net|\.ops\./.test(line.replaceAll('\\', '')))
    expect(private_.map(line => line.trim().split(' ')[0])).toEqual(['set', 'proxy_redirect', 'proxy_redirect'])
  })

  test('images are pinned, and the container has what its files need', () => {
    const dockerfile = read('fly/Dockerfile')
    const declared = resolvedOnce(blumeops).services.flatMap(({ images }) => images.map(imageReference))
    const used = dockerfile.match(/(?<=^FROM )\S+/gm) ?? []
    expect(used).toHaveLength(3)
    expect(used.filter(image => !declared.includes(image))).toEqual([])
    for (const [, file] of dockerfile.matchAll(/^COPY \["([^"]+)"/gm)) expect(files.has(`fly/${file}`), file).toBe(true)
  })

  test('the tailnet comes before nginx, and nothing of logins is there without one', () => {
    const start = read('fly/start.sh')
    expect(start.indexOf('tailscale up')).toBeLessThan(start.indexOf('nginx -g'))
    expect([...files.keys()].filter(path => path.startsWith('fly/'))).toEqual([
      ...['fly/Dockerfile', 'fly/config.alloy', 'fly/error.html', 'fly/fly.toml', 'fly/logrotate.conf'],
      ...['fly/nginx.conf', 'fly/start.sh'],
    ])
    expect(start).toContain("readonly LOGINS_LOGS=''\n")
    expect(read('fly/Dockerfile')).not.toContain('fail2ban')
  })

  test('the key to the tailnet is on no command line, and no program starts with it', () => {
    const [before = '', after = ''] = read('fly/start.sh').split('unset TS_AUTHKEY\n')
    expect(before.match(/^.*TS_AUTHKEY.*$/gm)).toEqual([`(umask 077 && printf '%s' "$TS_AUTHKEY" >"$KEY_FILE")`])
    expect(before.replaceAll(/^#.*$/gm, '')).not.toMatch(/tailscale |nginx|alloy run/)
    expect(after).not.toContain('TS_AUTHKEY')
  })

  test('labels that a client may choose hold known values alone', () => {
    const [before = '', after] = read('fly/config.alloy').split('stage.labels')
    expect(after).toBeDefined()
    const kept = before.matchAll(
      /source {3}= "(\w+)"\n\s+template = "\{\{ if eq \.Value ([^}]+) \}\}.*else \}\}other\{\{/g,
    )
    expect([...kept].map(([, source, values]) => [source, values?.replaceAll('\\"', '')])).toEqual([
      ['method', 'GET HEAD POST PUT PATCH DELETE OPTIONS'],
      ['host', 'other docs.eblu.me'],
    ])
  })

  test('with logins there are a jail a site, its files before nginx, and one filter and action', () => {
    const { files: others } = render(dynamic)
    expect([...others.keys()].filter(path => path.startsWith('fly/fail2ban/'))).toEqual([
      ...[
        'fly/fail2ban/action.d/nginx-deny.conf',
        'fly/fail2ban/filter.d/failed-login.conf',
        'fly/fail2ban/jail.d/forge.conf',
      ],
    ])
    const start = others.get('fly/start.sh') ?? ''
    expect(start.indexOf('DENY_FILES; do')).toBeLessThan(start.indexOf('nginx -g'))
    expect(start.indexOf('fail2ban-client start')).toBeGreaterThan(start.indexOf('nginx -g'))
  })

  test('passwords that come with any request are counted, too: a dynamic site without pages for logins has a jail', () => {
    const { files: others } = render(labBehind(import.meta, 'anywhere', { ...fly, logins: 'anywhere' }))
    const text = others.get('fly/nginx.conf') ?? ''
    expect(text).toContain('access_log /var/log/nginx/forge-logins.log logins if=$credentials_failed;')
    expect(text).toContain('if ($banned_forge)')
    expect(text).not.toMatch(/zone=logins/)
    expect(others.get('fly/fail2ban/jail.d/forge.conf')).toContain('logpath = /var/log/nginx/forge-logins.log')
  })

  test('the cache counter counts only lines with a cache status', () => {
    const [before, after = ''] = read('fly/config.alloy').split('flyio_nginx_cache_requests_total')
    expect(before).toMatch(/stage\.match \{\s+selector = "\{cache_status=~\\"\.\+\\"\}"[^}]*$/)
    expect(after).not.toContain('metric.counter')
  })

  test('a request counts as many as its line stands for, and is counted before Loki’s share is taken', () => {
    const text = read('fly/config.alloy')
    const [, counter] = /"flyio_nginx_http_requests_total"([^}]*)\}/.exec(text) ?? []
    expect(counter).toMatch(/source {6}= "weight"\s+action {6}= "add"/)
    const [, process = ''] = /^loki\.process "nginx" \{\n(.*?)^\}/ms.exec(text) ?? []
    expect(process.match(/^\tstage\.\w+/gm)?.at(-1)).toBe('\tstage.limit')
    expect(process).toMatch(/stage\.limit \{\s+rate {2}= 50\s+burst = 1000\s+drop {2}= true\s+\}\s*$/)
  })
})
