import { readDocuments } from '@homelab/changes'
import type { ChangeFacet, ChangeReader, ChangeValue, ReadItem } from '@homelab/estate/model'
import { dnsFolder } from './dns.ts'
import { tailnetFolder } from './tailnet.ts'
import { zoneDangers } from './zone-dangers.ts'

type Fields = { readonly [field: string]: ChangeValue }

/** DNS by record; what else stacks have by resource. */
const stackReader: ChangeReader = {
  system: 'pulumi',
  // Rules of a zone.
  keys: path => (path.at(-1) === 'rules' ? ['ref'] : undefined),
  reads: path => path.startsWith(`${dnsFolder}/`) || path.startsWith(`${tailnetFolder}/`),
  items: (path, text) => {
    const [document] = readDocuments(text)
    if (!isFields(document)) throw new Error('it is no program')
    const { resources, ...rest } = document
    const system = path.startsWith(`${dnsFolder}/`) ? 'dns' : 'pulumi'
    return [
      { subject: path, system, value: rest },
      ...(isFields(resources) ? Object.entries(resources).map(([name, value]) => resource(name, value, system)) : []),
    ]
  },
}

function resource(key: string, value: ChangeValue, system: string): ReadItem {
  const properties = isFields(value) ? value['properties'] : undefined
  const { name, type, record } = isFields(properties) ? properties : {}
  const subject =
    system === 'dns' && type !== undefined
      ? `record ${String(name ?? record ?? key)} (${String(type)})`
      : `resource ${key}`
  return { subject, system, value }
}

function isFields(value: ChangeValue | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const pulumiChanges: ChangeFacet = {
  readers: [stackReader],
  rules: [
    {
      name: 'record-changes',
      judge: ({ change: { system, subject, kind } }) => {
        if (system !== 'dns' || !subject.startsWith('record ') || kind === 'added') return undefined
        return kind === 'removed'
          ? { danger: 'stops', why: 'the name leads nowhere, once answers of before have run out' }
          : { danger: 'stops', why: 'the name leads elsewhere, once answers of before have run out' }
      },
    },
    ...zoneDangers,
    {
      name: 'resource-goes',
      judge: ({ change: { system, subject, kind, path } }) =>
        system === 'pulumi' && subject.startsWith('resource ') && kind === 'removed' && path === undefined
          ? {
              danger: 'stops',
              why: 'the next `up` deletes it: a key stops to work, a device loses its tags, a name that a host serves ends',
            }
          : undefined,
    },
  ],
}
