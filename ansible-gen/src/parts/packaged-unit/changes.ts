import type { ChangeFacet } from '@homelab/estate/model'

export const packagedUnitChanges: ChangeFacet = {
  rules: [
    {
      name: 'drop-in-goes',
      judge: ({ change: { system, kind, path = '' } }) =>
        system === 'ansible' && kind === 'removed' && /^templates\/[^/]+\.service\.conf\.j2$/.test(path)
          ? {
              danger: 'stops',
              why: 'no run of the playbook takes it away: remove the drop-in, or the package, by hand',
            }
          : undefined,
    },
  ],
}
