/** What templates of a known format say, by field; for comparing alone: a reader of the format's own may see more. */
import { readBlocks, readDocuments } from '@homelab/changes'
import type { ChangeValue } from '@homelab/estate/model'

const formats: readonly (readonly [path: RegExp, read: (text: string) => ChangeValue])[] = [
  [/\.ya?ml\.j2$/, yamlOf],
  [/\.json\.j2$/, text => JSON.parse(text) as ChangeValue],
  [/\/nginx\.conf\.j2$/, readBlocks],
  [/\.alloy\.j2$/, text => readBlocks(text.replaceAll(/^\s*\/\/.*$/gm, ''))],
  [/\.service\.conf\.j2$/, sectionsOf],
  [/\.(?:pref|sources)\.j2$/, fieldsOf],
  [/\.(?:ini|service|timer|socket|path|mount|container|network|volume)\.j2$/, sectionsOf],
]

/** Nothing where nobody knows the format, or where the text is more than that: a template with conditions. */
export function readFormat(path: string, text: string): ChangeValue | undefined {
  const read = formats.find(([pattern]) => pattern.test(path))?.[1]
  if (read === undefined || text.includes('{%')) return undefined
  try {
    return read(text)
  } catch {
    return undefined
  }
}

/** A variable is no map of YAML. */
function yamlOf(text: string): ChangeValue {
  const documents = readDocuments(text.replaceAll(/\{\{ *(.*?) *\}\}/g, '‹$1›'))
  return documents.length === 1 ? (documents[0] ?? null) : documents
}

type Fields = Record<string, ChangeValue>

/** INI and units of systemd: what stands several times is a list, in its order. https://systemd.io/PORTABILITY_AND_STABILITY/ */
function sectionsOf(text: string): ChangeValue {
  const top: Fields = {}
  let section = top
  for (const line of text.replaceAll(/\\\n\s*/g, '').split('\n')) {
    const [, head] = /^\[(.+)\]$/.exec(line) ?? []
    const [, key, value = ''] = /^([^=]+?)\s*=\s*(.*)$/.exec(line) ?? []
    if (head !== undefined) {
      const before = top[head]
      section = isFields(before) ? before : {}
      top[head] = section
    } else if (line.trim() === '' || /^\s*[#;]/.test(line)) continue
    else if (key === undefined) throw new Error(`it is no setting: ${line}`)
    else section[key] = withMore(section[key], value)
  }
  return top
}

/** What apt reads, one paragraph: https://manpages.debian.org/bookworm/dpkg-dev/deb822.5.en.html */
function fieldsOf(text: string): ChangeValue {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'))
  const fields: Fields = {}
  for (const line of lines) {
    const [, name, value] = /^([A-Za-z-]+): (.*)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`it is no field: ${line}`)
    // Of one paragraph, or of a second one: by lines, as apt would refuse the first.
    if (Object.hasOwn(fields, name)) throw new Error(`the field ${name} is there twice`)
    fields[name] = value
  }
  return fields
}

function withMore(before: ChangeValue | undefined, value: string): ChangeValue {
  if (before === undefined) return value
  return Array.isArray(before) ? [...before, value] : [before, value]
}

function isFields(value: ChangeValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
