import type { Sops } from '@homelab/secrets'
import type { Asked, StoreClient } from '../store-client.ts'

/** https://getsops.io/docs/#extract-a-sub-part-of-a-document-tree; `parseTreePath` of `cmd/sops/main.go` knows no escapes. */
export const client: StoreClient = {
  program: 'sops',
  asked: ([, verb, ...words]) => {
    // The item alone: an editor shows all of its fields.
    if (verb !== 'decrypt') return undefined
    const [option, path = '', file = '', ...more] = words
    return option === '--extract' && more.length === 0 ? asked(path, file) : undefined
  },
  lookedUp: text => {
    const [, plugin, file = '', path = ''] =
      /^\{\{ lookup\('([\w.]+)',\s+playbook_dir ~ '((?:[^'\\]|\\.)*)',\s+extract='((?:[^'\\]|\\.)*)',\s+rstrip=false\) \}\}$/.exec(
        text,
      ) ?? []
    if (plugin !== 'community.sops.sops') return undefined
    // Below the folder that is rendered, of the project, and of its playbooks.
    const [up, ...rest] = ['/../../../', ...unquoted(file).split('/../../../').slice(1)]
    return unquoted(file).startsWith(up) ? asked(unquoted(path), rest.join(up)) : undefined
  },
  mistakes: [['sops decrypt --extract \'["other"]\' nowhere/app.sops.yaml', 'nowhere/app.sops.yaml']],
  vaultNames: ({ store }) => [(store as Sops).folder ?? 'secrets'],
  isSame: (one, other) => one === other,
}

function asked(path: string, file: string): Asked | undefined {
  const components = path.split('[').filter(component => component !== '')
  const [, field] = /^(?:"|')(.*)["']\]$/s.exec(components.length === 1 ? (components[0] ?? '') : '') ?? []
  // Of two folders for one vault, the outer one has this name.
  const [, vault, item] = /^(team\/[^/]+|[^/]+)\/(.+)\.sops\.yaml$/s.exec(file) ?? []
  return vault === undefined || item === undefined || field === undefined ? undefined : { vault, item, field }
}

/** A string of Jinja. */
function unquoted(text: string): string {
  return text.replaceAll(/\\x([0-9a-f]{2})|\\(.)/g, (_, hex: string | undefined, sign: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return sign === 'n' ? '\n' : sign === 'r' ? '\r' : sign
  })
}
