import type { Finding, Host } from '@homelab/estate/model'
import type { Role } from '../ansible/role.ts'
import type { Package } from '../host/packages.ts'
import type { HostService } from './host-services.ts'
import { ownPaths } from './own-paths.ts'

/**
 * What the files of a role call by its whole path is there: a package of the role brings it, the role writes it or one that
 * runs before it, it comes with the system, or somebody puts it there by hand, which `requires` says and the role looks for.
 *
 * @param earlier services of the same host for which it waits
 */
export function uninstalledPrograms(
  { service, workload, host, programs }: HostService,
  role: Role,
  earlier: readonly HostService[],
): Finding[] {
  const { packages = [], requires = [], requiresVersions = [] } = workload
  const there = new Set([
    ...[{ workload, programs }, ...earlier].flatMap(ownPaths),
    ...requires.map(({ path }) => path),
    // The role asks it for its version, and stops where it is missing.
    ...requiresVersions.map(({ ask: [program] }) => program),
  ])
  const calls = programs.flatMap(({ owns }) => owns.calls ?? [])
  const called = [
    ...calls.filter(isPath),
    ...role.templates.flatMap(({ text }) => programPaths(onHost(text, host), host)),
  ]
  const missing = [
    ...called.filter(path => !there.has(path) && !isInstalled(path, packages, host)).map(path => cause(path, host)),
    ...programs
      .flatMap(({ owns }) => owns.packages ?? [])
      .filter(name => !packages.some(each => each.name === name))
      .map(name => `the package ${name}`),
    // By name: the role runs them with a PATH.
    ...calls.filter(call => !isPath(call)).filter(lacks(packages)),
  ]
  return [...new Set(missing)].map(
    (path): Finding => ({
      code: 'missing-program',
      where: { subject: service.name, path: 'workload.packages', file: service.file },
      problem: 'its files call a program that nothing puts there',
      got: path,
      fix: fix(path, host),
    }),
  )
}

function isPath(call: string): boolean {
  return call.startsWith('/')
}

function lacks(packages: readonly Package[]): (name: string) => boolean {
  return name => !packages.some(each => programsOf(each).includes(name))
}

function programsOf({ name, provides = [name] }: Package): readonly string[] {
  return provides
}

/** The text with the paths of the host in the place of the role's variables. */
function onHost(text: string, { home, brewPrefix }: Host): string {
  const values: Readonly<Record<string, string | undefined>> = { home, brew_prefix: brewPrefix, root: '' }
  const known = new RegExp(String.raw`\{\{ \w*?_(${Object.keys(values).join('|')}) \}\}`, 'g')
  return text.replaceAll(known, (found, fact: string) => values[fact] ?? found)
}

/** Every whole path in a text that leads to a program: below a folder of programs, of a formula, or of an application. */
function programPaths(text: string, { brewPrefix }: Host): readonly string[] {
  const before = String.raw`(?<![\w./-])`
  const word = String.raw`[\w@+.-]+`
  const application = Array.from(text.matchAll(/(?<![\w./-])\/Applications\/[^/\n]+\.app\/Contents\/MacOS\/[\w@+.-]+/g))
  const inFolders = Array.from(text.matchAll(new RegExp(`${before}(?:/${word})*/s?bin/${word}`, 'g')))
  // A folder of programs, which a script puts before their names.
  const ofFormulae =
    brewPrefix === undefined
      ? []
      : Array.from(text.matchAll(new RegExp(`${before}${escaped(brewPrefix)}/opt/${word}/s?bin`, 'g')))
  return [...application, ...inFolders, ...ofFormulae].map(([path]) => path).filter(path => !isFolder(path, text))
}

/** `…/opt/FORMULA/bin` is what is left of a program's path, which stands there whole. */
function isFolder(path: string, text: string): boolean {
  return /\/s?bin$/.test(path) && !new RegExp(`${escaped(path)}(?!/[\\w@+.-])`).test(text)
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w/]/g, String.raw`\$&`)
}

/** A formula that is missing is one cause, whatever of it is called. */
function cause(path: string, { brewPrefix = '' }: Host): string {
  const folder = `${brewPrefix}/opt/`
  return path.startsWith(folder) ? `${folder}${path.slice(folder.length).split('/')[0]}` : path
}

function isInstalled(path: string, packages: readonly Package[], { platform, brewPrefix }: Host): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const some = (from: Package['from'], is: (each: Package) => boolean): boolean =>
    packages.some(each => each.from === from && is(each))
  if (brewPrefix !== undefined && path.startsWith(`${brewPrefix}/`)) {
    const [, keg] = /^opt\/([^/]+)/.exec(path.slice(brewPrefix.length + 1)) ?? []
    return some('formula', each => (keg === undefined ? programsOf(each).includes(name) : each.name === keg))
  }
  const [, application] = /^\/Applications\/([^/]+)\.app\//.exec(path) ?? []
  if (application !== undefined)
    return some('cask', each => programsOf(each).some(own => own.toLowerCase() === application.toLowerCase()))
  if (some('distribution', each => programsOf(each).includes(path))) return true
  if (!/^\/(?:usr\/)?s?bin\/[^/]+$/.test(path)) return false
  // On macOS these folders are sealed: what is in them came with it.
  if (platform === 'macos') return !tools.has(name)
  return essential.has(name) || some('distribution', each => programsOf(each).includes(name))
}

/** Of macOS, placeholders until Xcode's tools are installed: https://keith.github.io/xcode-man-pages/xcode-select.1.html */
const tools: ReadonlySet<string> = new Set(['cc', 'clang', 'gcc', 'git', 'make', 'pip3', 'python3', 'swift'])

/**
 * What every Debian has, and so its kin: essential packages, and systemd.
 * https://www.debian.org/doc/debian-policy/ch-binary.html#essential-packages
 */
const essential: ReadonlySet<string> = new Set(
  [
    'awk base64 basename bash cat chgrp chmod chown cmp cp cut date dd df diff dirname du echo env expr false find grep',
    'gzip head hostname id install kill ln ls mkdir mktemp mount mountpoint mv nice nohup od perl ps pwd readlink realpath',
    'rm rmdir sed seq sh sleep sort stat stty sync tail tar tee test timeout touch tr true umount uname uniq wc xargs',
    'journalctl systemctl systemd-run',
  ].flatMap(line => line.split(' ')),
)

function fix(path: string, { platform, brewPrefix }: Host): string {
  const packages = platform === 'linux' ? 'distributionPackage' : path.startsWith('/Applications/') ? 'cask' : 'formula'
  const by =
    brewPrefix === undefined && platform !== 'linux' ? '' : `list its package, ${packages}(…), among \`packages\`, or `
  return `${by}say in \`requires\` how it gets there`
}
