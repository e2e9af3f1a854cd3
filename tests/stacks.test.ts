import { type Estate, type Host, http, image, service } from '@homelab/estate/model'
import { deployment } from '@homelab/kubernetes'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import blumeops from '../apps/blumeops/estate.ts'
import { minikube } from '../apps/blumeops/hosts.ts'
import hut from './fixtures/hut/apps/hut/estate.ts'
import { resolvedOnce } from './support/opened.ts'
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

const resolved = resolvedOnce(blumeops)
const stated = { tailnet: resolved.tailnetStack, dns: resolved.dns } as const
const names = ['tailnet', 'dns'] as const
const stackOf = (name: (typeof names)[number]): string => stated[name]?.stack ?? ''

function filesOf(estate: Estate): ReadonlyMap<string, string> {
  return new Map([...render(estate).files].filter(([path]) => path.startsWith('pulumi/')))
}

const files = filesOf(blumeops)

function programOf(folder: string, all = files): Program {
  return parse(all.get(`pulumi/${folder}/Pulumi.yaml`) ?? '') as Program
}

function settingsOf(folder: (typeof names)[number]): { readonly config: Readonly<Record<string, string>> } {
  return parse(files.get(`pulumi/${folder}/Pulumi.${stackOf(folder)}.yaml`) ?? '')
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
    expect(own.sort()).toEqual([`pulumi/${name}/Pulumi.${stackOf(name)}.yaml`, `pulumi/${name}/Pulumi.yaml`])
  })

  test('is the project that the estate states, with a provider of its version for every resource and call', () => {
    expect(program).toMatchObject({ name: stated[name]?.project, runtime: 'yaml' })
    const versions = [
      ...Object.values(program.resources).map(({ options }) => options),
      ...Object.values(program.variables ?? {}).map(variable => variable['fn::invoke'].options),
    ].map(({ version }) => version)
    expect([...new Set(versions)]).toEqual([stated[name]?.provider.version])
  })

  test('has an output for each of its own', () => {
    expect(Object.keys(settingsOf(name).config).length).toBeGreaterThan(0)
    expect(Object.keys(program.outputs)).toEqual(
      expect.arrayContaining(
        (name === 'tailnet' ? resolved.tailnetStack?.keys : [])?.map(({ output }) => output) ?? [],
      ),
    )
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

/** Those of a machine that has no user. */
function tagsOf(host: Host | undefined): readonly string[] | undefined {
  return host?.tailnet?.by === 'tags' ? host.tailnet.tags : undefined
}

test('each host with tags is looked up by its name, and given them', () => {
  const { resources, variables = {} } = programOf('tailnet')
  const given = Object.entries(resources).filter(([, { type }]) => type.endsWith(':DeviceTags'))
  expect(Object.keys(variables)).toHaveLength(given.length)
  for (const [, { properties }] of given) {
    const host = resolved.hosts.find(host => JSON.stringify(tagsOf(host)) === JSON.stringify(properties['tags']))
    expect(host).toBeDefined()
    const asked = Object.values(variables).map(variable => variable['fn::invoke'].arguments.name.split('.')[0])
    expect(asked).toContain(host?.name)
  }
})

test('each stated key joins with the tags of its machine', () => {
  const { resources } = programOf('tailnet')
  for (const { name, host, expirySeconds, reusable } of resolved.tailnetStack?.keys ?? [])
    expect(evaluated('tailnet', resources[name]?.properties)).toMatchObject({
      expiry: expirySeconds,
      reusable,
      tags: tagsOf(resolved.hosts.find(each => each.name === host)),
    })
})

test('what must not be recreated is protected; a key must be, when it expires', () => {
  const { resources } = programOf('tailnet')
  const open = Object.entries(resources).filter(([, { options }]) => options.protect !== true)
  expect(open.map(([name]) => name)).toEqual(resolved.tailnetStack?.keys.map(({ name }) => name))
})

test('a further public service brings its record and output, and changes no other resource', () => {
  const blog = service({ url: new URL('../apps/blumeops/services/blog.ts', import.meta.url).href }, 'blog', {
    title: 'Blog',
    summary: 'comes and goes',
    ports: { http: http(80) },
    workload: deployment({ at: minikube, namespace: 'blog', container: { image: image('example.org/blog', '1.0') } }),
    routes: {
      tailnet: { port: 'http' },
      public: { port: 'http', mode: 'static', exposed: { since: '2026-02-08', why: 'it is for everybody' } },
    },
  })
  const before = programOf('dns')
  const after = programOf('dns', filesOf({ ...blumeops, services: [...blumeops.services, blog] }))
  const { 'blog-public': record, ...others } = after.resources
  expect(others).toEqual(before.resources)
  expect(record?.properties).toMatchObject({ name: 'blog', type: 'CNAME', values: [`${resolved.dns?.publicTarget}.`] })
  expect(after.outputs).toEqual({ ...before.outputs, blog_public_fqdn: `blog.${resolved.dns?.zone}` })
})

test('an estate without a tailnet and a zone has no stacks', () => {
  expect([...filesOf(hut).keys()]).toEqual([])
})
