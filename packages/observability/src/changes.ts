import type { ChangeFacet, ChangeValue } from '@homelab/estate/model'

type Fields = { readonly [field: string]: ChangeValue }

const [second, minute] = [1, 60]
const units: Readonly<Record<string, number>> = { s: second, m: minute, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 }

/** Each service has one of that name, and the labels say whose. Its cluster is named as soon as there is another one, and is the same. */
function whose({ labels }: Fields): string {
  const { cluster: _, ...others } = (labels ?? {}) as Fields
  return JSON.stringify(others)
}

/** Dashboards by panel, alerts by rule, and what shrinks of what is kept. */
export const observabilityChanges: ChangeFacet = {
  contents: [
    {
      reads: (subject, key) => /^ConfigMap .*dashboard/.test(subject) && key.endsWith('.json'),
      items: (key, text) => {
        const { panels, ...rest } = JSON.parse(text) as Fields
        const dashboard = `dashboard ${key.replace(/\.json$/, '')}`
        return [
          { system: 'dashboards', subject: dashboard, value: rest },
          ...membersOf(panels).map(panel => ({
            system: 'dashboards',
            subject: `${dashboard}, panel ${String(panel['title'] ?? panel['id'] ?? '')}`,
            value: panel,
          })),
        ]
      },
    },
    {
      reads: (_, key) => /(alerts|rules)\.(json|ya?ml)$/.test(key),
      items: (_, text) => {
        const { groups, ...rest } = JSON.parse(text) as Fields
        return [
          {
            system: 'alerts',
            subject: 'alert rules',
            value: { ...rest, groups: membersOf(groups).map(({ rules: __, ...group }) => group) },
          },
          ...membersOf(groups).flatMap(group =>
            membersOf(group['rules']).map(rule => ({
              system: 'alerts',
              subject: `alert ${String(rule['alert'] ?? rule['record'] ?? '')}`,
              called: whose(rule),
              value: { ...rule, group: group['name'] ?? '' },
            })),
          ),
        ]
      },
    },
  ],
  rules: [
    {
      name: 'alert-goes',
      judge: ({ change: { system, kind, path, subject } }) =>
        system === 'alerts' && kind === 'removed' && path === undefined && subject.startsWith('alert ')
          ? { danger: 'stops', why: 'nobody is told of it any more' }
          : undefined,
    },
    {
      name: 'panel-changes',
      judge: ({ change: { system } }) =>
        system === 'dashboards' ? { danger: 'cosmetic', why: 'a picture of what runs' } : undefined,
    },
    {
      name: 'history-shrinks',
      judge: ({ change: { path = '', before, after } }) => {
        if (!/retention/.test(`${path} ${JSON.stringify(before)}`)) return undefined
        const [old, now] = [before, after].map(keptSeconds)
        return old !== undefined && now !== undefined && now < old
          ? { danger: 'destroys', why: 'what is older is deleted' }
          : undefined
      },
    },
  ],
}

function membersOf(value: ChangeValue | undefined): readonly Fields[] {
  return Array.isArray(value) ? (value as readonly Fields[]) : []
}

/** `744h`, or the same in a list of words of a command line. */
function keptSeconds(value: ChangeValue | undefined): number | undefined {
  const text = Array.isArray(value) ? value.find(word => String(word).includes('retention')) : value
  const [, amount, unit = ''] = /(\d+)([smhdwy])$/.exec(String(text)) ?? []
  return amount === undefined ? undefined : Number(amount) * (units[unit] ?? 1)
}
