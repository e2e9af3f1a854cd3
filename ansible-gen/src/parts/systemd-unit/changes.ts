import type { ChangeFacet } from '@homelab/estate/model'

export const systemdChanges: ChangeFacet = {
  rules: [
    {
      name: 'unit-goes',
      judge: ({ change: { system, kind, path = '' } }) =>
        system === 'ansible' && kind === 'removed' && /^templates\/[^/]+\.(service|timer|socket)\.j2$/.test(path)
          ? { danger: 'stops', why: 'no run of the playbook ends it: disable it and remove its files by hand' }
          : undefined,
    },
  ],
}
