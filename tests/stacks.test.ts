import { type Estate, http, image, resolvedOf, service } from '@homelab/estate/model'
import { deployment } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { minikube } from '../apps/blumeops/hosts.ts'
import minilab from '../apps/minilab/estate.ts'
import { config, devices, environment, outputs, properties, providers, urns } from './facts/stacks.ts'
import { render } from './support/render.ts'

interface Program {
  readonly name: string
  readonly runtime: string
  readonly config: Readonly<Record<string, { readonly type: string }>>
  readonly variables?: Readonly<Record<string, { readonly 'fn::invoke': Invoke }>>
  readonly resources: Readonly<Record<string, Resource>>
  readonly outputs: Readonly<Record<string, string>>
}

interface Invoke {
  readonly function: string
  readonly arguments: { readonly name: string }
  readonly options: { readonly version: string }
}

interface Resource {
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly options: { readonly version: string; readonly pluginDownloadURL?: string; readonly protect?: boolean }
}

const stacks = { tailnet: 'tail8d86e', dns: 'eblu-me' } as const
const names = ['tailnet', 'dns'] as const

function filesOf(estate: Estate): ReadonlyMap<string, string> {
  return new Map([...render(estate).files].filter(([path]) => path.startsWith('pulumi/')))
}

const files = filesOf(blumeops)

function programOf(folder: string, all = files): Program {
  return parse(all.get(`pulumi/${folder}/Pulumi.yaml`) ?? '') as Program
}

function settingsOf(folder: (typeof names)[number]): { readonly config: Readonly<Record<string, string>> } {
  return parse(files.get(`pulumi/${folder}/Pulumi.${stacks[folder]}.yaml`) ?? '')
}

/** With the configuration put in, as Pulumi does; what only a run knows is `ADDRESS`. */
function evaluated(folder: (typeof names)[number], value: unknown): unknown {
  const values = new Map(Object.entries(settingsOf(folder).config).map(([key, given]) => [key.split(':')[1], given]))
  const text = JSON.stringify(value).replaceAll(/\$\{(\w+)\}/g, (_, key: string) => values.get(key) ?? 'ADDRESS')
  return JSON.parse(text)
}

describe.each(names)('the %s stack', name => {
  const program = programOf(name)

  test('has two files, and no other', () => {
    const own = [...files.keys()].filter(path => path.startsWith(`pulumi/${name}/`))
    expect(own.sort()).toEqual([`pulumi/${name}/Pulumi.${stacks[name]}.yaml`, `pulumi/${name}/Pulumi.yaml`])
  })

  test('keeps the URN of every resource', () => {
    const made = Object.entries(program.resources).map(
      ([resource, { type }]) => `urn:pulumi:${stacks[name]}::${program.name}::${type}::${resource}`,
    )
    expect(made).toEqual(urns[name])
    expect(program.runtime).toBe('yaml')
  })

  test('keeps its configuration and outputs', () => {
    expect(settingsOf(name)).toEqual({ config: config[name] })
    expect(Object.keys(program.outputs)).toEqual(outputs[name])
  })

  test('pins a provider no older than today’s for every resource and call', () => {
    const versions = [
      ...Object.values(program.resources).map(({ options }) => options),
      ...Object.values(program.variables ?? {}).map(variable => variable['fn::invoke'].options),
    ].map(({ version }) => version)
    const [version = '', ...others] = new Set(versions)
    expect(others).toEqual([])
    const [major, minor] = version.split('.').map(Number)
    expect([major, minor]).toEqual([providers[name][0], expect.any(Number)])
    expect(minor).toBeGreaterThanOrEqual(providers[name][1])
  })

  test('reads its credentials as today', () => {
    const resolved = resolvedOf(blumeops)
    const stack = name === 'dns' ? resolved.dns : resolved.tailnetStack
    const read = Object.entries(stack?.credentials ?? {}).map(([key, { itemId, field }]) => [key, `${itemId}/${field}`])
    expect({ ...Object.fromEntries(read), ...stack?.environment }).toEqual(environment[name])
  })

  test('names nothing that it does not define', () => {
    const defined = [
      ...Object.keys(program.config),
      ...Object.keys(program.variables ?? {}),
      ...Object.keys(program.resources),
    ]
    const named = [...(files.get(`pulumi/${name}/Pulumi.yaml`) ?? '').matchAll(/\$\{([^}.]+)/g)].map(([, word]) => word)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter(word => !defined.includes(word ?? ''))).toEqual([])
  })
})

test('resources are given what they have today, but for the tag that went with Loki', () => {
  const given = names.flatMap(name =>
    Object.entries(programOf(name).resources).map(([resource, own]) => [resource, evaluated(name, own.properties)]),
  )
  const { 'indri-tags': tags, ...same } = properties
  expect(Object.fromEntries(given)).toMatchObject({
    ...same,
    'indri-tags': { tags: tags.tags.filter(tag => tag !== 'tag:loki') },
    'tailnet-acl': { acl: { 'fn::readFile': './policy.hujson' }, overwriteExistingContent: true },
  })
})

test('devices are asked for by their names', () => {
  const asked = Object.values(programOf('tailnet').variables ?? {}).map(variable => variable['fn::invoke'])
  expect(asked.map(({ arguments: { name } }) => name)).toEqual(devices)
  expect(new Set(asked.map(({ function: called }) => called))).toEqual(new Set(['tailscale:index/getDevice:getDevice']))
})

test('what must not be made anew is protected; the key must be, when it expires', () => {
  const { resources } = programOf('tailnet')
  const guarded = Object.entries(resources).filter(([, { options }]) => options.protect === true)
  expect(guarded.map(([name]) => name)).toEqual(['tailnet-acl', 'indri-tags', 'sifaka-tags'])
})

test('a further public service brings its record and output, and changes no other resource', () => {
  const blog = service({ url: new URL('../apps/blumeops/services/blog.ts', import.meta.url).href }, 'blog', {
    title: 'Blog',
    summary: 'comes and goes',
    ports: { http: http(80) },
    workload: deployment({ at: minikube, namespace: 'blog', container: { image: image('example.org/blog', '1.0') } }),
    routes: { tailnet: { port: 'http' }, public: { port: 'http', mode: 'static' } },
  })
  const before = programOf('dns')
  const after = programOf('dns', filesOf({ ...blumeops, services: [...blumeops.services, blog] }))
  const { 'blog-public': record, ...others } = after.resources
  expect(others).toEqual(before.resources)
  expect(record?.properties).toMatchObject({ name: 'blog', type: 'CNAME', values: ['blumeops-proxy.fly.dev.'] })
  expect(after.outputs).toEqual({ ...before.outputs, blog_public_fqdn: 'blog.eblu.me' })
})

test('an estate without a tailnet and a zone has no stacks', () => {
  expect([...filesOf(minilab).keys()]).toEqual([])
})
