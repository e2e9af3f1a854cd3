import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { file, hostService, pieces } from '@homelab/ansible-gen'
import {
  type Argv,
  type Estate,
  type EstateProps,
  endpoint,
  http,
  type Needs,
  type Secret,
  type SecretStore,
  type SecretStorePart,
  type Service,
  type StoreSettings,
  type StoreUse,
  service,
  type Vault,
  vault,
} from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type BootstrapSecret, bootstrapStep, externalSecret, objects } from '@homelab/kubernetes'
import { ClusterSecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ClusterSecretStore'
import { ExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { box, fixture, kind, pod, reading } from '../findings/parts.ts'
import { objectsIn } from '../support/objects.ts'
import { fencesIn, pagesIn } from '../support/pages.ts'
import { openFindings, render } from '../support/render-estate.ts'
import { foundBy, type StoreClient } from './store-client.ts'

/** A provider, and what the contract can't know of it. */
export interface UnderTest {
  readonly part: SecretStorePart
  /** Its program, as documented. */
  readonly client: StoreClient
  /** Settings that differ in all that may differ. */
  readonly settings: readonly StoreSettings[]
  /** How a service says that its server serves a vault; absent where pods have no way there. */
  readonly use?: (of: Vault) => StoreUse
}

/** Names that people give, and what shells, YAML, Jinja, Markdown and the formats of references stumble over. */
const odd = [
  ...['plain', 'two words', "it's", 'say "x"', '$HOME', '`id`', '$(id)', 'a;b', 'a|b', 'a&b', '-dash', '--mount=x'],
  ...['team/app', '/lead', 'trail/', 'a//b', '../up', '.', 'a=b', '@file', '{{ x }}', '{% x %}', '*', 'ünï', 'x:y'],
  ...['#c', 'UPPER', 'upper', ' lead', 'trail ', '', 'a\nb', 'a\tb', 'x\\y', '100%', 'a,b', '<b>', '!x', '~', 'null'],
]

/** What any provider of the contract `secret-store` has to hold: the test of a third one is one call of this. */
export function secretStoreContract(name: string, under: UnderTest): void {
  const { part, client, settings } = under
  describe.each(settings.map(each => [JSON.stringify(each), each] as const))(`${name}, kept as %s`, (_, store) => {
    const all = vaultOf(store, odd)
    const of = part.of(all)
    const whole = soundPart(of, all)
    const sound = soundSecrets(of, whole)

    test('is found by its kind, and has words for people', () => {
      expect(part.contract).toBe('secret-store')
      expect(part.kinds).toContain(store.kind)
      expect(part.title).toMatch(/\S/)
      expect(part.program).toBe(client.program)
      for (const line of (part.withAnsible ?? '').split('\n')) expect(line.length).toBeLessThan(130)
    })

    test('each command asks its program for that secret, and for no other', () => {
      expect(sound.length).toBeGreaterThan(5)
      for (const secret of sound) for (const argv of commandsOf(of, secret)) expectAsks(client, argv, secret, [whole])
    })

    test('with any names: each is asked for, or is a problem with its place', () => {
      const texts = fc.uniqueArray(fc.string({ maxLength: 6, unit: 'binary-ascii' }), { maxLength: 4 })
      fc.assert(
        fc.property(texts, texts, (items, fields) => {
          const some = vaultOf(store, items, fields)
          const others = part.of(some)
          for (const secret of soundSecrets(others, some))
            for (const argv of commandsOf(others, secret)) expectAsks(client, argv, secret, [soundPart(others, some)])
        }),
      )
    })

    test('more items change no command', () => {
      const more = part.of(vaultOf(store, [...odd, 'another', 'Yet another']))
      for (const secret of sound) expect(commandsOf(more, secret)).toEqual(commandsOf(of, secret))
    })

    test('a problem says where, what and what to do', () => {
      for (const { keys, problem, got, fix } of of.problems()) {
        const place = keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], all)
        expect(place, JSON.stringify(keys)).toBeDefined()
        expect(problem).not.toMatch(/\.$/)
        expect(got).not.toBe('')
        expect(fix).toMatch(/^\w/)
      }
    })

    test('a placeholder stands for one secret, also out of YAML', () => {
      const template = of.template
      if (template === undefined) return
      const texts = sound.map(secret => template.placeholder(secret))
      expect(new Set(texts).size).toBe(sound.length)
      for (const [index, secret] of sound.entries()) {
        const asked = client.placeholder?.(texts[index] ?? '')
        expect(asked === undefined ? texts[index] : foundBy(client, asked, [whole])).toEqual([id(secret)])
      }
      expect(client.filled?.(template.fill('dist/a b.yaml').map(String))).toBe('dist/a b.yaml')
    })

    describe('in an estate', () => {
      const secrets = sound
      const estate = estateOf(under, listing(whole, secrets), secrets)
      const { files, findings, stopped } = render(estate)
      const rendered = objectsIn(files)

      test('nothing is found', () => {
        expect({ found: openFindings(findings), stopped }).toEqual({ found: [], stopped: [] })
      })

      test('a cluster’s store is one that External Secrets knows', () => {
        const stores = rendered.filter(each => each.kind === 'ClusterSecretStore')
        expect(stores).toHaveLength(under.use === undefined ? 0 : 1)
        for (const { path: _, ...each } of stores) new ClusterSecretStore(each as never).validate()
      })

      test('an ExternalSecret asks for each secret by a name of its own', () => {
        const made = rendered.filter(each => each.kind === 'ExternalSecret')
        expect(made).toHaveLength(under.use === undefined ? 0 : 1)
        for (const { path: _, ...each } of made) {
          new ExternalSecret(each as never).validate()
          const asked = (each.spec.data as readonly { readonly remoteRef: object }[]).map(({ remoteRef }) => remoteRef)
          expect(asked).toEqual(secrets.map(secret => part.of(whole).pods?.remote(secret)))
          expect(new Set(asked.map(each => JSON.stringify(each))).size).toBe(secrets.length)
        }
      })

      test('a template holds placeholders, and nothing in their place', () => {
        const { template } = part.of(whole)
        const text = files.get('argocd/bootstrap/by-hand.yaml')
        expect(text === undefined).toBe(template === undefined)
        if (text === undefined || template === undefined) return
        const [, made] = parseAllDocuments(text).map(each => each.toJS()) as { readonly stringData?: object }[]
        expect(Object.values(made?.stringData ?? {})).toEqual(secrets.map(secret => template.placeholder(secret)))
      })

      test('a role fetches each secret', () => {
        const tasks = parse(
          (files.get('ansible/roles/writer/tasks/secrets.yml') ?? '').replaceAll('!unsafe ', ''),
        ) as readonly Fetching[]
        const { fetch, lookup } = part.of(whole)
        if (lookup === undefined) {
          const asked = tasks.map(({ block: [read] }) => read?.['ansible.builtin.command']?.argv.map(plain) ?? [])
          expect(sorted(asked)).toEqual(sorted(secrets.map(fetch)))
        } else {
          const asked = tasks.flatMap(({ block: [read] }) => Object.values(read?.['ansible.builtin.set_fact'] ?? {}))
          const found = asked.flatMap(text => client.lookedUp?.(text) ?? [])
          expect(found.flatMap(each => foundBy(client, each, [whole])).toSorted()).toEqual(secrets.map(id).toSorted())
          expect(files.get('ansible/requirements.yml')).toContain(`name: ${part.collection?.name}\n`)
        }
        expect(files.get('ansible/README.md')).toContain(`\`${part.program}\` for ${part.title}`)
      })

      test('a shell reads each command of the guides as it was meant', () => {
        const lines = fencesIn(pagesIn(files), 'sh')
          .filter(({ page }) => page === 'guides/rotate-a-secret')
          .flatMap(({ text }) => text.split('\n'))
        const called = callsOf(part.program, lines)
        for (const secret of secrets) {
          expect(called).toContainEqual(part.of(whole).read(secret))
          const write = part.of(whole).write?.(secret)
          const edit = part.of(whole).edit?.(secret)
          if (write !== undefined) expect(called).toContainEqual(write)
          else if (edit !== undefined) expect(called).toContainEqual(edit.argv)
        }
      })

      test('without the store there is one finding, and nothing breaks', () => {
        const { parts = [] } = estate
        const without = render({ ...estate, parts: parts.filter(each => each !== part) })
        expect({ found: openFindings(without.findings), stopped: without.stopped }).toEqual({
          found: ['unknown-store kept store'],
          stopped: [],
        })
      })
    })
  })
}

interface Fetching {
  readonly block: readonly {
    readonly 'ansible.builtin.command'?: { readonly argv: readonly string[] }
    readonly 'ansible.builtin.set_fact'?: Readonly<Record<string, string>>
  }[]
}

/** Items of these names, with an id and without, and one that is known by its id alone; the first has all of the fields. */
function vaultOf(store: StoreSettings, names: readonly string[], fields: readonly string[] = names): Vault {
  const items = names.flatMap((name, index) => [
    [name, { fields: index === 0 ? fields : fields.slice(0, 1) }] as const,
    [`${name} too`, { id: `id${index}`, fields: fields.slice(0, 1) }] as const,
    ...(index === 1
      ? [[`${name} three`, { id: `x${index}`, untitled: true, fields: fields.slice(0, 2) }] as const]
      : []),
  ])
  return vault('kept', { store, items: Object.fromEntries(items) }).vault
}

/** A vault without what its store has a problem with. */
function soundPart(of: SecretStore, whole: Vault): Vault {
  const secrets = Map.groupBy(soundSecrets(of, whole), ({ item }) => item)
  const items = Object.entries(whole.items).flatMap(([item, listed]) => {
    const fields = secrets.get(item)?.map(({ field }) => field)
    return fields === undefined ? [] : [[item, { ...listed, fields }] as const]
  })
  return vault(whole.name, { store: whole.store, items: Object.fromEntries(items) }).vault
}

/** A vault that lists these secrets, and no other. */
function listing({ name, store, items }: Vault, secrets: readonly Secret[]): Vault {
  const listed = Object.entries(items).flatMap(([item, of]) => {
    const fields = secrets.filter(each => each.item === item).map(({ field }) => field)
    return fields.length === 0 ? [] : [[item, { ...of, fields }] as const]
  })
  return vault(name, { store, items: Object.fromEntries(listed) }).vault
}

/** The secrets of a vault of which its store has no problem. */
function soundSecrets(of: SecretStore, { name, items }: Vault): readonly Secret[] {
  const wrong = of.problems().map(({ keys }) => JSON.stringify(keys.slice(0, 4)))
  const isWrong = (...keys: readonly (string | number)[]): boolean => wrong.includes(JSON.stringify(keys))
  if (wrong.some(keys => !keys.startsWith('["items"'))) return []
  // A finding of its own, whatever the store.
  const isName = (text: string): boolean => text.trim() !== '' && !/\p{Cc}/u.test(text)
  return Object.entries(items).flatMap(([item, { id: itemId, untitled, fields }]) =>
    isWrong('items', item) || !isName(item)
      ? []
      : fields
          .filter((field, index) => isName(field) && !isWrong('items', item, 'fields', index))
          .map(
            (field): Secret => ({
              ...{ kind: 'secret', vault: name, item, field },
              ...present({ itemId, untitled }),
            }),
          ),
  )
}

function commandsOf(of: SecretStore, secret: Secret): readonly Argv[] {
  const write = of.write?.(secret)
  return [of.read(secret), of.fetch(secret), ...(write === undefined ? [] : [write])]
}

function expectAsks(client: StoreClient, argv: Argv, secret: Secret, vaults: readonly Vault[]): void {
  const asked = client.asked(argv)
  expect(argv[0]).toBe(client.program)
  expect(asked === undefined ? argv : foundBy(client, asked, vaults)).toEqual([id(secret)])
}

function id({ vault: of, item, field }: Secret): string {
  return JSON.stringify([of, item, field])
}

/** A server, the way to it, pods, a step by hand and a host that have all secrets. */
function estateOf({ part, use }: UnderTest, kept: Vault, secrets: readonly Secret[]): Estate {
  const data = Object.fromEntries(secrets.map((secret, index) => [`key-${index}`, secret]))
  const credential = use?.(kept).credential
  const made = ({ secret, key }: { readonly secret: string; readonly key: string }): BootstrapSecret => ({
    name: secret,
    data: { [key]: 'given by hand' },
  })
  const server = service(import.meta, 'server', {
    title: 'Server',
    summary: 'serves the vault',
    ports: { api: http(8200) },
    workload: pod(
      credential === undefined
        ? {}
        : { bootstrap: [bootstrapStep('let-in', { what: 'Let it in.', secrets: [made(credential)] })] },
    ),
  })
  const store = service(import.meta, 'store', {
    title: 'Store',
    summary: 'is the way to the vault',
    ports: {},
    workload: objects({ at: kind, namespace: 'secrets', defines: ['external-secrets.io'] }),
    needs: (): Needs => (use === undefined ? [] : [endpoint(server, 'api', 'reads the vault', use(kept))]),
  })
  const pods = service(import.meta, 'pods', {
    title: 'Pods',
    summary: 'has secrets in the cluster',
    ports: {},
    workload: pod({
      ...reading(...(use === undefined ? [] : ['pods']), ...(part.of(kept).template === undefined ? [] : ['by-hand'])),
      ...(use !== undefined && { secrets: [externalSecret('pods', { data })] }),
      ...(part.of(kept).template !== undefined && {
        bootstrap: [bootstrapStep('by-hand', { what: 'Make it.', secrets: [{ name: 'by-hand', data }] })],
      }),
    }),
  })
  const writer = service(import.meta, 'writer', {
    title: 'Writer',
    summary: 'has secrets on a host',
    ports: {},
    workload: hostService({
      at: box,
      files: [file('/home/box/secrets', '0600', pieces(...secrets))],
      secretNames: Object.fromEntries(secrets.map((secret, index) => [`writer_secret_${index}`, secret])),
    }),
  })
  const services: readonly Service[] = [server, store, pods, writer]
  const props: Partial<EstateProps> = { services, vaults: [kept] }
  const { parts = [], ...rest } = fixture(import.meta, props)
  return { ...rest, parts: parts.includes(part) ? parts : [...parts, part] }
}

function sorted(all: readonly (readonly string[])[]): readonly string[] {
  return all.map(words => JSON.stringify(words)).toSorted()
}

/** Jinja that stands for itself. */
function plain(text: string): string {
  return text.replaceAll(/\{\{ '([^']*)' \}\}/g, '$1')
}

/** What a program is called with when a shell runs these lines; no other program is there. */
function callsOf(program: string, lines: readonly string[]): readonly (readonly string[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'))
  const log = join(folder, 'log')
  const stub = `${program}() { { printf '%s\\0' ${program} "$@"; printf '\\036'; } >> '${log}'; }\n`
  try {
    execFileSync('/bin/sh', ['-c', `${stub}${lines.join('\n')}\ntrue`], {
      env: { PATH: join(folder, 'none') },
      stdio: 'ignore',
    })
    return readFileSync(log, 'utf8')
      .split('\u001e')
      .filter(call => call !== '')
      .map(call => call.split('\0').slice(0, -1))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
