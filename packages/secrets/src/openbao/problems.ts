import type { StoreProblem, Vault } from '@homelab/estate/model'
import type { OpenBao } from './index.ts'

/** The command line cuts slashes and spaces off the ends of a path, and takes a dash before it for an option. */
export function problemsOf({ name, store, items }: Vault<OpenBao>): readonly StoreProblem[] {
  return [...mountProblems(name, store), ...itemProblems(items)]
}

function mountProblems(name: string, { mount }: OpenBao): readonly StoreProblem[] {
  if (isPath(mount ?? name)) return []
  return [
    {
      keys: mount === undefined ? ['name'] : ['store', 'mount'],
      problem: 'OpenBao mounts nothing there: it is no path',
      got: JSON.stringify(mount ?? name),
      fix: 'say the `mount` as `bao secrets list` shows it, without the slash at its end',
    },
  ]
}

function itemProblems(items: Vault['items']): readonly StoreProblem[] {
  return Object.entries(items)
    .filter(([item, { id = item, untitled }]) => !isPath(untitled === true ? id : item))
    .map(([item]) => ({
      keys: ['items', item],
      problem: "OpenBao can't be asked for this item: it is no path",
      got: JSON.stringify(item),
      fix: 'name it as `bao kv list` shows it, without the mount: names with / between them',
    }))
}

function isPath(item: string): boolean {
  const names = item.split('/')
  return item.trim() === item && !item.startsWith('-') && !names.some(name => /^\.{0,2}$/.test(name))
}
