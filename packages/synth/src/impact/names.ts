import { type Keeping, providerOfVault, type ResolvedWithWorkloads } from '@homelab/estate/model'
import type { Fallen } from './impact.ts'
import { repositoryOf } from './repository.ts'

const links = ['tailnet', 'internet', 'lan']

/** Everything that may be asked about, by the name that it is asked by. */
export function namesIn(resolved: ResolvedWithWorkloads): readonly string[] {
  const { hosts, clusters, services, shares, people, domains, routes, vaults } = resolved
  const names = [
    ...[...hosts, ...clusters, ...services, ...people].map(({ name }) => name),
    ...shares.map(({ host, name }) => `${host}:${name}`),
    ...hosts.flatMap(({ name, disks = [] }) => disks.map(disk => `${name}:${disk}`)),
    ...domains.flatMap(({ suffix, zone }) => [suffix, ...(zone === undefined ? [] : [zone])]),
    ...routes.map(({ hostname }) => hostname),
    ...vaults.flatMap(({ name, items }) => Object.keys(items).map(item => `${name}/${item}`)),
    ...linksIn(resolved),
  ]
  return [...new Set(names)]
}

/** All that a name stands for; nothing where it stands for none. */
export function fallenBy(resolved: ResolvedWithWorkloads, asked: string): readonly Fallen[] {
  const { hosts, clusters, services, people, domains, routes } = resolved
  const of = <K extends 'host' | 'cluster' | 'service' | 'person'>(
    kind: K,
    all: readonly { readonly name: string }[],
  ) => (all.some(({ name }) => name === asked) ? [{ kind, name: asked }] : [])
  const isName =
    domains.some(({ suffix, zone }) => suffix === asked || zone === asked) ||
    routes.some(({ hostname }) => hostname === asked)
  const direct: readonly Fallen[] = [
    ...of('host', hosts),
    ...of('cluster', clusters),
    ...of('service', services),
    ...of('person', people),
    ...(isName ? [{ kind: 'name' as const, name: asked }] : []),
    ...(linksIn(resolved).includes(asked) ? [{ kind: 'link' as const, name: asked }] : []),
  ]
  return direct.length > 0 ? direct : [...storedBy(resolved, asked), ...itemsBy(resolved, asked)]
}

function linksIn({ domains, tailnet }: ResolvedWithWorkloads): readonly string[] {
  const hasTailnet = tailnet !== undefined || domains.some(({ kind }) => kind === 'tailnet')
  return links.filter(link => link !== 'tailnet' || hasTailnet)
}

/** `HOST:SHARE`, `SHARE`, `HOST:DISK`, or a folder of a host in which something lies. */
function storedBy(resolved: ResolvedWithWorkloads, asked: string): readonly Fallen[] {
  const { hosts, shares, services } = resolved
  const [, host, path = asked] = /^([^:]+):(.+)$/.exec(asked) ?? []
  const here = shares.filter(share => host === undefined || share.host === host)
  const share = here.find(
    ({ name, path: whole }) => name === path.replace(/^\//, '') || (host !== undefined && whole === path),
  )
  if (share !== undefined) return [{ kind: 'share', name: share.name }]
  const on = hosts.find(({ name }) => name === host)
  if (on === undefined || !path.startsWith('/')) return []
  const below = (other: string): boolean => isBelow(other, path)
  const holds =
    on.disks?.includes(path) === true ||
    here.some(each => below(each.path)) ||
    services.some(service => {
      const folder = repositoryOf(resolved, service)?.folder
      return folder !== undefined && folder.host === host && below(folder.path)
    }) ||
    services.some(
      ({ at, volumes }) => at.name === host && volumes.some(volume => volume.path !== undefined && below(volume.path)),
    )
  return holds ? [{ kind: 'folder', host: on.name, name: path }] : []
}

export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`)
}

/** `VAULT/ITEM`, or `PROGRAM:ITEM` by the program of its store; an item also by how its title begins, where one alone does. */
function itemsBy(resolved: ResolvedWithWorkloads, asked: string): readonly Fallen[] {
  const { vaults }: Keeping = resolved
  return vaults.flatMap(({ name: vault, items }): readonly Fallen[] => {
    const program = providerOfVault(resolved, vault)?.program
    const prefix = [`${vault}/`, `${program}:`].find(each => asked.startsWith(each))
    if (prefix === undefined) return []
    const word = asked.slice(prefix.length)
    const found = Object.keys(items).filter(item => item.startsWith(word))
    const [name] = Object.hasOwn(items, word) ? [word] : found.length === 1 && word !== '' ? found : []
    return name === undefined ? [] : [{ kind: 'item', vault, name }]
  })
}
