import { parse } from 'yaml'
import { isJsonObject, type Json } from './json.ts'

/** What a configuration file in a ConfigMap says, where its format is known by the key's ending; nothing where it is not. */
export function meaningOf(key: string, text: string): Json | undefined {
  try {
    if (/\.ya?ml$/.test(key)) return orNothing(parse(text))
    if (key.endsWith('.json')) return orNothing(JSON.parse(text))
    return key.endsWith('.ini') ? sections(text) : undefined
  } catch {
    return undefined
  }
}

function orNothing(value: Json): Json | undefined {
  return isJsonObject(value) ? value : undefined
}

/** `[section]` and `key = value`, as Grafana reads them: comments begin with `;` or `#`. */
function sections(text: string): Json {
  const found: Record<string, Record<string, string>> = {}
  let section = ''
  for (const line of text.split('\n').map(each => each.trim())) {
    const [, title] = /^\[(.+)\]$/.exec(line) ?? []
    if (title !== undefined) section = title
    const [, key, value] = /^([^#;[=]+?)\s*=\s*(.*)$/.exec(line) ?? []
    if (key !== undefined && value !== undefined) found[section] = { ...found[section], [key]: value }
  }
  return found
}
