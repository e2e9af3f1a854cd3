import { present } from '@homelab/formats/present'
import { type Expression, expression, value } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import type { AptRepository, Package } from '../../host/packages.ts'
import { marker } from '../contents.ts'
import { joined, type Pieces, type Rendering } from '../rendering.ts'
import { templatePieces } from './files.ts'

/** Where apt reads what an administrator says: https://manpages.debian.org/bookworm/apt/sources.list.5.en.html#FILES */
const folder = '/etc/apt'

function pathsOf({ name }: AptRepository) {
  return {
    key: `${folder}/keyrings/${name}.gpg`,
    fetched: `${folder}/keyrings/${name}.fetched`,
    bare: `${folder}/keyrings/${name}.fetched.bare`,
    sources: `${folder}/sources.list.d/${name}.sources`,
    preferences: `${folder}/preferences.d/from-${name}.pref`,
  }
}

function pinPath(name: string): string {
  return `${folder}/preferences.d/${name}.pref`
}

/** The repositories of packages, each once. */
export function repositoriesOf(packages: readonly Package[]): readonly AptRepository[] {
  return [...new Map(packages.flatMap(({ repository: of }) => (of === undefined ? [] : [[of.name, of]]))).values()]
}

/** Every path that packages of apt take below the system's root. */
export function aptPaths(packages: readonly Package[]): readonly string[] {
  return [
    ...repositoriesOf(packages).flatMap(each => [`${folder}/keyrings`, ...Object.values(pathsOf(each))]),
    ...packages.filter(({ version }) => version !== undefined).map(({ name }) => pinPath(name)),
  ]
}

/**
 * Looks at keys and changes nothing: no keyring, no database of trust, no settings of whoever runs it. It insists on a folder of its
 * own, in which it writes nothing then.
 */
const looking = [
  ...['gpg', '--batch', '--no-options', '--no-permission-warning', '--trust-model', 'always', '--no-keyring'],
  ...['--homedir', folder],
] as const

/** What reads keys; once, before all repositories. */
const installGpg: Task = {
  name: 'Install gpg',
  module: { 'ansible.builtin.package': { name: 'gpg', state: 'present' } },
  become: true,
}

/** Older systems have none yet. */
function makeKeyrings({ scope }: Rendering): Task {
  const path = scope.path(`${folder}/keyrings`)
  return {
    name: 'Make the folder of keys',
    module: { 'ansible.builtin.file': { path, state: 'directory', mode: '0755', owner: 'root' } },
    become: true,
  }
}

/** The repositories of a role with their keys, before its packages. */
export function repositoryPieces(rendering: Rendering, packages: readonly Package[]): Pieces {
  const all = repositoriesOf(packages)
  return joined(
    all.length === 0
      ? []
      : [{ tasks: [installGpg, makeKeyrings(rendering)] }, ...all.map(each => oneRepository(rendering, each))],
  )
}

function oneRepository(rendering: Rendering, repository: AptRepository): Pieces {
  const { scope, service } = rendering
  const { name } = repository
  const { sources, preferences } = pathsOf(repository)
  const root = { mode: '0644', owner: { user: 'root' } } as const
  const write = (path: string, lines: readonly string[], keywords: Pick<Step, 'register'>): Pieces =>
    templatePieces(
      rendering,
      { path, ...root },
      scope.template(`${[...marker(service).map(line => `# ${line}`), '', ...lines].join('\n')}\n`),
      keywords,
    )
  return joined([
    { tasks: keyTasks(rendering, repository) },
    write(preferences, beside(repository), {}),
    write(sources, sourceLines(repository), { register: sourcesOf(rendering, name) }),
  ])
}

/** Tells whether the repository has just come. */
function sourcesOf({ scope }: Rendering, name: string): Expression {
  return scope.register(name, 'repository')
}

/**
 * Only a file of the keys that are stated comes to where apt reads keys: who could put another there could sign packages.
 * What is there already is asked alone.
 */
function keyTasks({ scope }: Rendering, repository: AptRepository): readonly Task[] {
  const { name, key } = repository
  const { key: path, fetched, bare } = pathsOf(repository)
  const known = scope.register(name, 'key')
  const got = scope.register(name, 'fetched')
  const armored = scope.register(name, 'armored')
  const show = (what: string): readonly string[] => [...looking, '--show-keys', '--with-colons', scope.path(what)]
  const stated = scope.register(name, 'stated')
  // Each has a name of its own: conditions of a block are asked again by each of its tasks, with that task's variables.
  const keysIn = (answer: Expression, keys: Expression) => ({
    conditions: [expression`${keys} | length > 0`, expression`${keys} is subset(${stated})`] as const,
    vars: {
      // Of each primary key the line after its own.
      [keys]: value`${answer}.stdout | default('') | regex_findall('pub:[^\n]*\nfpr:+([0-9A-F]+):')`,
      [stated]: key.fingerprints,
    },
  })
  const there = keysIn(known, scope.register(name, 'keys'))
  const brought = keysIn(got, scope.register(name, 'fetched_keys'))
  return [
    {
      name: `Ask for the key of ${name}`,
      module: { 'ansible.builtin.command': { argv: show(path) } },
      register: known,
      changed_when: false,
      failed_when: false,
      check_mode: false,
    },
    {
      name: `Bring the key of ${name}`,
      when: [
        expression`${known}.rc != 0 or not (${there.conditions[0]} and ${there.conditions[1]})`,
        expression`not ansible_check_mode`,
      ],
      vars: there.vars,
      block: [
        {
          name: `Fetch the key of ${name}`,
          module: {
            'ansible.builtin.get_url': { url: key.url, dest: scope.path(fetched), mode: '0644', force: true },
          },
          become: true,
        },
        {
          name: `Look at the key of ${name}`,
          module: { 'ansible.builtin.command': { argv: show(fetched) } },
          register: got,
          changed_when: false,
          failed_when: false,
        },
        {
          name: `Require that the key of ${name} is one that is stated`,
          module: {
            'ansible.builtin.assert': {
              that: [expression`${got}.rc == 0`, ...brought.conditions],
              fail_msg: [
                `${key.url} has another key than ${key.fingerprints.join(', ')}; gpg says:`,
                value`${got}.stdout | default(${got}.stderr, true) | default(${got}.msg, true)`,
              ].join('\n'),
              quiet: true,
            },
          },
          vars: brought.vars,
        },
        {
          name: `Ask whether the key of ${name} is armored`,
          module: {
            'ansible.builtin.command': {
              argv: ['grep', '--quiet', '--text', 'BEGIN PGP PUBLIC KEY BLOCK', scope.path(fetched)],
            },
          },
          register: armored,
          changed_when: false,
          failed_when: expression`${armored}.rc > 1`,
        },
        {
          // Apt tells both kinds apart by their endings.
          name: `Take the armor off the key of ${name}`,
          module: {
            'ansible.builtin.command': {
              argv: [...looking, '--yes', '--output', scope.path(bare), '--dearmor', scope.path(fetched)],
            },
          },
          become: true,
          changed_when: true,
          when: expression`${armored}.rc == 0`,
        },
        {
          name: `Keep the key of ${name}`,
          module: {
            'ansible.builtin.copy': {
              src: `${scope.path(fetched)}${value`'' if ${armored}.rc else '.bare'`}`,
              dest: scope.path(path),
              remote_src: true,
              mode: '0644',
              owner: 'root',
            },
          },
          become: true,
        },
      ],
    },
  ]
}

/** https://manpages.debian.org/bookworm/apt/sources.list.5.en.html#DEB822-STYLE_FORMAT */
function sourceLines(repository: AptRepository): readonly string[] {
  const { url, suite, components = [] } = repository
  return [
    'Types: deb',
    `URIs: ${url}`,
    `Suites: ${suite}`,
    ...(components.length === 0 ? [] : [`Components: ${components.join(' ')}`]),
    `Signed-By: ${pathsOf(repository).key}`,
  ]
}

/**
 * Below the distribution, whose packages have 500: nothing of it is replaced.
 * https://manpages.debian.org/bookworm/apt/apt_preferences.5.en.html#How_APT_Interprets_Priorities
 */
function beside({ url }: AptRepository): readonly string[] {
  return ['Package: *', `Pin: origin "${new URL(url).hostname}"`, 'Pin-Priority: 100']
}

/** Above 1000 a version is kept, or gone back to, whichever others there are. */
function pinned(name: string, version: string): readonly string[] {
  return [`Package: ${name}`, `Pin: version ${version}`, 'Pin-Priority: 1001']
}

/** A package of apt in its one version, which an upgrade of the system leaves alone. */
export function versionedPieces(
  rendering: Rendering,
  { name, version, repository }: Package & { readonly version: string },
  notify: readonly string[],
): Pieces {
  const { scope, service } = rendering
  const text = [...marker(service).map(line => `# ${line}`), '', ...pinned(name, version)]
  const install: Task = {
    name: `Install ${name} ${version}`,
    module: {
      'ansible.builtin.apt': {
        name: `${name}=${version}`,
        state: 'present',
        update_cache: true,
        allow_downgrade: true,
      },
    },
    become: true,
    // A check of a new host can't read packages of a repository that is not there yet.
    ...present({
      when:
        repository === undefined
          ? undefined
          : expression`not (ansible_check_mode and ${sourcesOf(rendering, repository.name)} is changed)`,
    }),
    ...(notify.length > 0 && { notify }),
  }
  return joined([
    templatePieces(
      rendering,
      { path: pinPath(name), mode: '0644', owner: { user: 'root' } },
      scope.template(`${text.join('\n')}\n`),
      {},
    ),
    { tasks: [install] },
  ])
}
