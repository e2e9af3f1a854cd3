import { describe, expect, test } from 'vitest'
import { expression, jinjaSource, value, variable } from '../ansible/jinja.ts'
import { type Fact, type Facts, printTemplate, secretMark, withPaths, writeSecrets } from './template.ts'

const asked: Fact[] = []
const facts: Facts = {
  home: '/home/one',
  brewPrefix: '/opt/brew',
  systemPaths: new Set(['/usr/local/bin', '/usr/local/bin/tool']),
  variable: fact => {
    asked.push(fact)
    return variable(`role_${fact}`)
  },
}

describe('paths of the host', () => {
  test.each([
    ['/home/one', '{{ role_home }}'],
    ['/home/one/notes', '{{ role_home }}/notes'],
    ['--data=/home/one/x', '--data={{ role_home }}/x'],
    ['/opt/brew/bin:/usr/bin', '{{ role_brewPrefix }}/bin:/usr/bin'],
    ["cat '/home/one/key'", "cat '{{ role_home }}/key'"],
    ['home/one/notes', '{{ role_home[1:] }}/notes'],
    ['/usr/local/bin/tool', '{{ role_root }}/usr/local/bin/tool'],
    ['admin unix//home/one/x.sock', 'admin unix/{{ role_home }}/x.sock'],
  ])('%s', (path, expected) => {
    expect(jinjaSource(withPaths(path, facts))).toBe(expected)
  })

  test.each([
    '/home/oneself',
    '/srv/home/one',
    '/home/one.bak',
    'https://example.org/home/one',
    'linux//home/one',
    '/usr/bin',
  ])('%s is another one', path => {
    expect(withPaths(path, facts)).toBe(path)
  })

  test('only what is there counts as used', () => {
    asked.length = 0
    withPaths('/opt/brew/bin', facts)
    expect(asked).toEqual(['brewPrefix'])
  })
})

describe('templates', () => {
  test.each(['{{ x }}', '{% if %}', `length $\{#name}`, '{#'])('what Jinja would read is escaped: %s', text => {
    const template = printTemplate(text, facts)
    const rendered = template.replace(/\{\{ '([^']+)' \}\}/g, '$1')
    expect(rendered).toBe(text)
    expect(template).not.toBe(text)
  })

  test('marks become expressions', () => {
    expect(printTemplate(`# ${value`ansible_managed`}`, facts)).toBe('# {{ ansible_managed }}')
  })

  test('marks of secrets are written as the format wants', () => {
    const text = writeSecrets(`key: ${secretMark(expression`role_key`)}`, name => value`${name} | to_json`)
    expect(printTemplate(text, facts)).toBe('key: {{ role_key | to_json }}')
  })
})
