import { dirname, relative, sep } from 'node:path'
import { answeredNames, type Finding, type ResolvedWithWorkloads } from '@homelab/estate/model'
import { sourcesIn } from './disk/read.ts'
import type { EstateFile } from './load.ts'
import { isNode, type Node, nameOf, nodeAt, parseModule } from './syntax.ts'

/**
 * Texts in the sources of an estate that write out what it states elsewhere: whole host names that it answers to, its domains, the
 * addresses of its hosts. They stay as they are when that changes. What was observed (`today`) stays on purpose.
 */
export function restatedFacts(file: EstateFile, resolved: ResolvedWithWorkloads): Finding[] {
  return restatedAmong(sourcesIn(file.root), file, resolved)
}

/** The same of sources that need not lie on the disk, named relative to the folder above `apps`. */
export function restatedAmong(
  sources: ReadonlyMap<string, string>,
  { path, root }: EstateFile,
  resolved: ResolvedWithWorkloads,
): Finding[] {
  const facts = factsOf(resolved)
  if (facts.all.length === 0) return []
  const folder = `${relative(root, dirname(path)).replaceAll(sep, '/')}/`
  return [...sources]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, text]) => {
      // Most have none, which is told far sooner than where their texts are.
      if (!file.startsWith(folder) || !isSource(file) || text.search(facts.anywhere) === -1) return []
      const subject = resolved.services.find(service => service.file === file)?.name ?? 'estate'
      const found = textsIn(file, text).flatMap(written => restatedIn(written, facts))
      // Said once, it is looked for in the rest of the file.
      return [...Map.groupBy(found, ({ name }) => name.toLowerCase()).values()].flatMap(([first]): Finding[] =>
        first === undefined
          ? []
          : [
              {
                code: 'restated-fact',
                where: { subject, file, ...placeIn(text, first.at), exact: true },
                problem: 'the estate says this already; a text that writes it out stays behind when that changes',
                got: first.name,
                fix: 'take it from there: `ownUrl` or `ownHostname` of the service itself, what a need gives, or the constant of which the fact is made',
              },
            ],
      )
    })
}

/** What a source may not write out. */
interface Facts {
  /** Domains, zones and addresses: each is said in one place, where it is a text of its own. */
  readonly all: readonly string[]
  readonly anywhere: RegExp
  /** One of them, with what stands before a domain. */
  readonly whole: RegExp
  /** In lower case. */
  readonly names: ReadonlySet<string>
}

function factsOf(resolved: ResolvedWithWorkloads): Facts {
  const domains = resolved.domains.flatMap(({ suffix, zone }) => [suffix, ...(zone === undefined ? [] : [zone])])
  const inside = resolved.clusters.map(({ dnsDomain }) => `svc.${dnsDomain}`)
  const addresses = resolved.hosts.flatMap(({ lanAddress }) => (lanAddress === undefined ? [] : [lanAddress]))
  // A longer one is looked for first: `ops.example.org` before `example.org`.
  const all = [...new Set([...domains, ...inside, ...addresses])].toSorted((a, b) => b.length - a.length)
  const any = all.map(each => each.replaceAll('.', '\\.')).join('|')
  return {
    all,
    anywhere: new RegExp(any, 'i'),
    whole: new RegExp(`(?<!\\w|\\w-)(?:\\w[\\w-]*\\.)*(?:${any})(?![\\w-]|\\.\\w)`, 'gi'),
    names: new Set([...answeredNames(resolved), ...domains, ...addresses]),
  }
}

interface Written {
  readonly text: string
  /** The offset of its first character in the source. */
  readonly at: number
}

function restatedIn({ text, at }: Written, { all, whole, names }: Facts): readonly { name: string; at: number }[] {
  if (all.includes(text.toLowerCase())) return []
  return Array.from(text.matchAll(whole), ({ 0: name, index }) => ({ name, at: at + index })).filter(({ name }) =>
    names.has(name.toLowerCase()),
  )
}

/** By file, as it was read last: on a save nearly all are as before. */
const read = new Map<string, { readonly source: string; readonly found: readonly Written[] }>()

/** The texts that a source writes, but for what was observed; none where it cannot be read, which whoever loads it tells. */
function textsIn(file: string, source: string): readonly Written[] {
  const known = read.get(file)
  if (known?.source === source) return known.found
  const found: Written[] = []
  const add = ({ start, end }: Node, quotes: number): void => {
    found.push({ text: source.slice(start + quotes, end - quotes), at: start + quotes })
  }
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const each of value) visit(each)
    if (!isNode(value) || isImport(value) || isObserved(value)) return
    if (value.type === 'Literal' && typeof value['value'] === 'string') add(value, 1)
    if (value.type === 'TemplateElement') add(value, 0)
    for (const member of Object.values(value)) visit(member)
  }
  try {
    visit(parseModule(source))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  read.set(file, { source, found })
  return found
}

function isImport({ type }: Node): boolean {
  return type === 'ImportDeclaration' || type === 'ExportAllDeclaration'
}

function isObserved(node: Node): boolean {
  return node.type === 'Property' && nameOf(nodeAt(node, 'key')) === 'today'
}

/** From 1. */
function placeIn(source: string, at: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

function isSource(file: string): boolean {
  return /\.[jt]s$/.test(file) && !/\.test\.[jt]s$/.test(file)
}
