import { expect, test } from 'vitest'
import { readFormat } from './formats.ts'

test.each<[string, string, unknown]>([
  [
    'templates/app.ini.j2',
    '; {{ ansible_managed }}\nNAME = Forge\n\n[server]\nPORT = 3001\n[server.more]\nURL = https://a.example.org/?x=1\n',
    { NAME: 'Forge', server: { PORT: '3001' }, 'server.more': { URL: 'https://a.example.org/?x=1' } },
  ],
  [
    'templates/web.service.j2',
    '# {{ ansible_managed }}\n[Service]\nExecStart=/bin/a \\\n  --b\nEnvironment=A=1\nEnvironment=B=2\n',
    { Service: { ExecStart: '/bin/a --b', Environment: ['A=1', 'B=2'] } },
  ],
  [
    'templates/config.alloy.j2',
    '// {{ ansible_managed }}\nprometheus.scrape "web" {\n\ttargets = [{\n\t\t__address__ = "a:1",\n\t}]\n\tscrape_interval = "15s"\n}\n',
    { 'prometheus.scrape "web"': { targets: '= [{', __address__: '= "a:1",', '}]': '', scrape_interval: '= "15s"' } },
  ],
  [
    'templates/nginx.conf.j2',
    'http {\n  server {\n    listen 443 ssl;\n  }\n}\n',
    { http: { server: { listen: '443 ssl;' } } },
  ],
  [
    'templates/config.yaml.j2',
    '# {{ ansible_managed }}\nfolders:\n  - {{ home }}/a\nkeep: 7\n',
    { folders: ['‹home›/a'], keep: 7 },
  ],
  ['templates/settings.json.j2', '{ "a": 1 }', { a: 1 }],
  ['templates/app.service.conf.j2', '# {{ ansible_managed }}\n[Service]\nUser=a\n', { Service: { User: 'a' } }],
  [
    'templates/app.pref.j2',
    '# {{ ansible_managed }}\n\nPackage: app\nPin: version 1.0\n',
    { Package: 'app', Pin: 'version 1.0' },
  ],
])('%s is read by field', (path, text, value) => {
  expect(readFormat(path, text)).toEqual(value)
})

test.each([
  ['templates/nginx.conf.j2', 'http {\n'],
  ['templates/settings.json.j2', '{'],
  ['templates/config.yaml.j2', 'a: [\n'],
  ['templates/run.sh.j2', 'exec true\n'],
  ['templates/app.sources.j2', 'deb https://apt.example.org stable main\n'],
  // Of one name one field is read, so that the other would change unseen.
  ['templates/app.sources.j2', 'Types: deb\nTypes: deb-src\n'],
  ['templates/app.pref.j2', 'Package: a\nPin: version 1\n\nPackage: b\nPin: version 2\n'],
  // What a template decides is in no field.
  ['templates/app.ini.j2', '{% if a %}\nA = 1\n{% endif %}\n'],
])('%s is a text where it is no more than that', (path, text) => {
  expect(readFormat(path, text)).toBeUndefined()
})
