import { hostOf, type Names } from './rendered-names.ts'
import type { ShellCommand } from './shell-words.ts'
import { wordsOf } from './shell-words.ts'
import { storeChecks } from './store-commands.ts'

/** What is wrong with a command: what it names and nothing has. */
type Check = (command: ShellCommand, names: Names) => readonly string[]

/** What the reader sets first. */
const isBlank = (word: string): boolean => word.startsWith('$')

const kinds: Readonly<Record<string, string>> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  cronjob: 'CronJob',
  service: 'Service',
  configmap: 'ConfigMap',
  externalsecret: 'ExternalSecret',
  'cluster.postgresql.cnpg.io': 'Cluster',
}

/** Every program that a page may name, with what is asked of its words. A program that is not here fails. */
const checks: Readonly<Record<string, Check>> = {
  kubectl,
  argocd,
  flux,
  // Whether a command ended as it may.
  '[': () => [],
  mise: ({ words: [, run, task = '', , name = ''] }, { resolved, applications }) => [
    ...wrong(run === 'run', 'mise run'),
    ...wrong(task !== 'compare' || applications.has(name), `Application ${name}`),
    // A host's provisioning has the host's name.
    ...wrong(!task.startsWith('provision-') || resolved.hosts.some(({ name }) => task === `provision-${name}`), task),
  ],
  'ansible-playbook': ({ folder, words }, names) => [
    ...wrong(words[1] === 'playbooks/$HOST.yml' || names.isRendered(`${folder}/${words[1]}`), `${folder}/${words[1]}`),
    ...optionOf(words, '--tags').flatMap(role =>
      wrong(isBlank(role) || names.isRendered(`${folder}/roles/${role}`), role),
    ),
  ],
  'ansible-galaxy': ({ folder, words }, names) =>
    optionOf(words, '--requirements-file').flatMap(file => wrong(names.isRendered(`${folder}/${file}`), file)),
  ...Object.fromEntries(
    Object.entries(storeChecks).map(([program, check]): [string, Check] => [
      program,
      ({ words }, names) => check(words, names),
    ]),
  ),
  ssh: ({ page, words: [, ...all] }, names) => {
    const [target = '', remote = '', ...more] = all[0] === '-t' ? all.slice(1) : all
    return [
      ...wrong(hostOf(names, target) !== undefined, target),
      ...(remote === '' || more.length > 0 ? [] : inSequence(remote)).flatMap(words =>
        checkCommand({ page, folder: '', words }, names),
      ),
    ]
  },
  borgmatic: ({ words: [path = ''] }, names) => wrong(isOnHost(path, names), path),
  'borgmatic-run': ({ words: [path = ''] }, names) => wrong(isOnHost(path, names), path),
  borg: ({ words }, names) =>
    [words[0], words.at(-1)].flatMap((path = '') => wrong(isOnHost(path, names) || isOnServer(path, names), path)),
  env: ({ page, words }, names) => {
    const program = words.findIndex((word, index) => index > 0 && !/^\w+=/.test(word))
    return checkCommand({ page, folder: '', words: words.slice(program) }, names)
  },
  // A copy of a database that was restored lies below another folder.
  sqlite3: ({ words: [, path = ''] }, names) => wrong(isDatabase(path, names), path),
  cp: ({ words: [, from = '', to = ''] }, names) =>
    [from, to].flatMap(path => wrong(isDatabase(path, names) || isOnHost(path, names), path)),
  sops,
  'age-keygen': () => [],
  ln: ({ words: [, , target = ''] }, names) => wrong(names.isRendered(target), target),
  mkdir: ({ words: [, , folder = ''] }, { resolved }) =>
    wrong(
      sopsFolders(resolved).some(each => folder.startsWith(`${each}/`)),
      folder,
    ),
  // Of files that a person makes on the host.
  sh: () => [],
  grep: () => [],
  mv: () => [],
  brew: ({ words }, names) => wrong(names.says(/^ansible\/roles\//, words.at(-1) ?? ''), words.at(-1) ?? ''),
  'apt-get': ({ words }, names) =>
    wrong(names.says(/^ansible\/roles\/.*\/tasks\//, `Install ${words.at(-1)}`), words.at(-1) ?? ''),
  launchctl: ({ words }, names) => {
    const label =
      words
        .at(-1)
        ?.replace(/^.*\//, '')
        .replace(/\.plist$/, '') ?? ''
    return wrong(names.says(/^ansible\/roles\/.*\.plist\.j2$/, `<string>${label}</string>`), label)
  },
  journalctl: ({ words }, names) => {
    const unit = words.find(word => word.startsWith('--unit='))?.slice('--unit='.length) ?? ''
    return wrong(names.says(/^ansible\/roles\//, unit), unit)
  },
  systemctl: ({ words }, names) => {
    const word = words.at(-1) ?? ''
    return wrong(word === 'daemon-reload' || names.says(/^ansible\/roles\//, word), word)
  },
  docker: ({ words }, names) => {
    const [file = ''] = optionOf(words, '--file')
    return wrong(words[1] === 'compose' && names.says(/^ansible\/roles\//, file), file)
  },
  tail: ({ words }, { resolved }) => {
    const path = words.at(-1) ?? ''
    const known = resolved.services.some(
      ({ logs, workload }) =>
        logs.some(log => log.path === path) || JSON.stringify(workload).includes(JSON.stringify(path)),
    )
    return wrong(known, path)
  },
  curl: ({ words }, names) => {
    const urls = words.filter(word => word.startsWith('https://') && !word.includes('$'))
    return urls.flatMap(url => wrong(isAnswered(new URL(url).hostname, names), url))
  },
  pg_isready: ({ words }, { hostnames }) =>
    words.filter(word => word.startsWith('--host=')).flatMap(word => wrong(hostnames.has(word.slice(7)), word)),
  nc: ({ words }, { hostnames }) => wrong(hostnames.has(words[2] ?? ''), words[2] ?? ''),
  fly: ({ words }, names) =>
    (words[1] === 'apps' && words[2] === 'create' ? [words[3] ?? ''] : optionOf(words, '--app')).flatMap(app =>
      wrong(names.says(/^fly\/fly\.toml$/, `app = "${app}"`), app),
    ),
  git: ({ words }, names) =>
    words.slice(words.indexOf('--') + 1 || words.length).flatMap(path => wrong(names.isRendered(path), path)),
  rm: ({ words }, names) =>
    words
      .filter(word => word.startsWith('/'))
      .flatMap(path =>
        wrong(
          /\/Launch(Agents|Daemons)\/[\w.-]+\.plist$/.test(path) ||
            (/^\/etc\/[\w.@/-]+$|\/(?:compose\.yaml|[\w-]+\.env)$/.test(path) &&
              names.says(/^ansible\/roles\/.*\/tasks\//, path)) ||
            isDatabase(path.replace(/-(?:wal|shm|journal)$/, ''), names),
          path,
        ),
      ),
  minikube: ({ words }, names) =>
    equal(words, '--profile').flatMap(profile =>
      wrong(names.says(/^ansible\/roles\//, `--profile=${profile}`), profile),
    ),
  cloudflared: ({ words }, { resolved }) => {
    const [, noun, verb] = words
    const name = words.at(-1) ?? ''
    const knows = JSON.stringify(resolved.services.map(({ workload }) => workload)).includes(name)
    return wrong(noun === 'tunnel' && (verb === 'create' || (verb === 'delete' && knows)), name)
  },
  shutdown: () => [],
  find: () => [],
  wc: () => [],
  for: () => [],
}

/** The commands of a line that run one after the other. */
function inSequence(line: string): string[][] {
  const commands: string[][] = [[]]
  for (const word of wordsOf(line))
    if (word === '&&') commands.push([])
    else commands.at(-1)?.push(word)
  return commands
}

/** A path that some service of a host states. */
function isOnHost(path: string, { resolved }: Names): boolean {
  return resolved.services.some(({ workload }) => JSON.stringify(workload).includes(JSON.stringify(path)))
}

/** The address of a repository that some service keeps on a server. */
function isOnServer(address: string, { resolved }: Names): boolean {
  const { protocol, hostname } = URL.parse(address) ?? {}
  return protocol === 'ssh:' && resolved.services.some(({ backsUp }) => backsUp?.server === hostname)
}

/** The path of a SQLite database that some service states, as it is or below another folder. */
function isDatabase(path: string, { resolved }: Names): boolean {
  return resolved.services.some(({ volumes }) =>
    volumes.some(volume => volume.database === 'sqlite' && path.endsWith(volume.path ?? '/')),
  )
}

/** The wrongs of a command; `sudo` and folders before the program are taken off. */
export function checkCommand(command: ShellCommand, names: Names): readonly string[] {
  const words = command.words[0] === 'sudo' ? command.words.slice(1) : command.words
  const [path = ''] = words
  // Backups run through whatever starts borgmatic.
  if (words.includes('borgmatic') && path.endsWith('/mise'))
    return wrong(names.says(/^ansible\/roles\//, 'borgmatic'), 'borgmatic')
  const program = path.slice(path.lastIndexOf('/') + 1)
  // What a host has of several repositories ends with the name of one.
  const known = [program, isOnHost(path, names) ? program.replace(/-[^-]+$/, '') : program]
  const check = known.flatMap(each => (Object.hasOwn(checks, each) ? (checks[each] ?? []) : []))[0]
  return check === undefined ? [`unknown program: ${program}`] : check({ ...command, words }, names)
}

function kubectl({ words: all }: ShellCommand, names: Names): readonly string[] {
  const words = all.slice(0, all.indexOf('--') === -1 ? all.length : all.indexOf('--'))
  const { clusters } = names.resolved
  const [namespace] = [...optionOf(words, '--namespace'), ...equal(words, '--namespace')]
  const paths = [...equal(words, '--filename'), ...optionOf(words, '--filename'), ...optionOf(words, '--kustomize')]
  const plain = words
    .slice(1)
    .filter(
      (word, index, rest) =>
        !word.startsWith('--') && !['--namespace', '--filename', '--kustomize'].includes(rest[index - 1] ?? ''),
    )
  const named = plain.flatMap((word, index): [string, string][] => {
    const [kind = '', name] = word.split('/')
    if (name !== undefined && kind in kinds) return [[kind, name]]
    const next = plain[index + 1]
    return word in kinds && next !== undefined && plain[0] !== 'create' && plain[0] !== 'rollout' && !/[=/]/.test(next)
      ? [[word, next]]
      : []
  })
  return [
    ...equal(words, '--context').flatMap(context =>
      wrong(
        clusters.some(cluster => cluster.context === context),
        context,
      ),
    ),
    ...(namespace === undefined ? [] : wrong(names.namespaces.has(namespace), `namespace ${namespace}`)),
    ...paths.filter(path => path !== '-').flatMap(path => wrong(isRenderedOrBlank(path, names), path)),
    ...named.flatMap(([kind, name]) =>
      wrong(names.hasObject(kinds[kind] ?? '', namespace, name), `${namespace} ${kind}/${name}`),
    ),
    ...equal(words, '--selector').flatMap(selector => wrong(isCarried(selector, namespace, names), selector)),
  ]
}

function argocd({ words }: ShellCommand, names: Names): readonly string[] {
  const [, verb, action, ...rest] = words
  if (verb === 'login') return wrong(action === 'localhost:8080' || names.hostnames.has(action ?? ''), action ?? '')
  if (verb !== 'app') return []
  const resources = optionOf(words, '--resource').map(resource => resource.replace(/^.*\//, ''))
  const applications = rest.filter(
    (word, index) =>
      !word.startsWith('--') &&
      !['--path', '--resource', '--name', '--timeout', '--source'].includes(rest[index - 1] ?? ''),
  )
  const first = action === 'rollback' ? applications.slice(0, 1) : applications
  return [
    ...[...first, ...resources].flatMap(name =>
      wrong(isBlank(name) || names.applications.has(name), `Application ${name}`),
    ),
    ...optionOf(words, '--path').flatMap(path => wrong(names.isRendered(path) || names.isHandwritten(path), path)),
  ]
}

function flux({ words }: ShellCommand, names: Names): readonly string[] {
  const [, verb, kind, ...rest] = words
  const named = kind?.startsWith('kustomization') === true ? rest.filter(word => !word.startsWith('--')) : []
  const paths = [...equal(words, '--path'), ...equal(words, '--kustomization-file')]
  return [
    ...wrong(verb === '--version' || equal(words, '--context').length === 1, 'no context'),
    ...equal(words, '--context').flatMap(context =>
      wrong(
        names.resolved.clusters.some(cluster => cluster.context === context),
        context,
      ),
    ),
    ...equal(words, '--namespace').flatMap(each => wrong(names.namespaces.has(each), `namespace ${each}`)),
    ...named.flatMap(name => wrong(isBlank(name) || names.applications.has(name), `Kustomization ${name}`)),
    ...paths.flatMap(path => wrong(isRenderedOrBlank(path, names), path)),
  ]
}

/** What the reader sets stands for a file or folder of the one before. */
function isRenderedOrBlank(path: string, { isRendered }: Names): boolean {
  return isRendered(path.replace(/\/\$NAME(?:\.yaml)?$/, ''))
}

function isAnswered(hostname: string, names: Names): boolean {
  const app = hostname.replace(/\.fly\.dev$/, '')
  return names.hostnames.has(hostname) || names.says(/^fly\/fly\.toml$/, `app = "${app}"`)
}

/** A selector picks pods that something rendered makes, or leaves out what an Application leaves alone. */
function isCarried(selector: string, namespace: string | undefined, { objects, says }: Names): boolean {
  const leftOut = selector.split(',').flatMap(pair => pair.split('!=').slice(1))
  if (leftOut.length > 0) return leftOut.every(name => says(/^argocd\/apps\//, `name: ${name}\n`))
  const pairs = selector.split(',').map(pair => pair.split('='))
  return objects
    .filter(({ metadata }) => metadata.namespace === namespace)
    .some(({ kind, metadata, spec }) => {
      if (kind === 'Cluster') return selector === `cnpg.io/cluster=${metadata.name}`
      const labels = spec?.template?.metadata?.labels ?? {}
      return pairs.every(([key = '', value]) => labels[key] === value)
    })
}

function optionOf(words: readonly string[], option: string): string[] {
  return words.flatMap((word, index) => (words[index - 1] === option ? [word] : []))
}

function equal(words: readonly string[], option: string): string[] {
  return words.filter(word => word.startsWith(`${option}=`)).map(word => word.slice(option.length + 1))
}

function wrong(holds: boolean, what: string): string[] {
  return holds ? [] : [what]
}

/** A file of an item that the estate lists, and a field of it where one is asked for. */
function sopsFolders({ vaults }: Names['resolved']): readonly string[] {
  return vaults.map(({ store }) => (store as { readonly folder?: string }).folder ?? 'secrets')
}

function sops({ words }: ShellCommand, { resolved }: Names): readonly string[] {
  const file = words.at(-1) ?? ''
  if (words[1] === 'edit' && file.includes('$ITEM')) return []
  const fields = resolved.vaults.flatMap(({ store, items }) => {
    const { folder = 'secrets' } = store as { readonly folder?: string }
    return Object.entries(items).flatMap(([item, listed]) =>
      file === `${folder}/${item}.sops.yaml` ? [listed.fields] : [],
    )
  })[0]
  const [, asked] = /\["([^"]*)"\]$/.exec(optionOf(words, '--extract')[0] ?? '') ?? []
  const isThere = fields !== undefined && (words[1] !== 'decrypt' || fields.includes(asked ?? ''))
  return wrong(isThere, words.join(' '))
}
