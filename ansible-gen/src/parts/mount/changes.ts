import type { ChangeFacet } from '@homelab/estate/model'

const isMount = (system: string, path: string): boolean =>
  system === 'ansible' && /^templates\/[^/]+\.mount\.j2$/.test(path)

export const mountChanges: ChangeFacet = {
  rules: [
    {
      name: 'mount-goes',
      judge: ({ change: { system, kind, path = '' } }) =>
        isMount(system, path) && kind === 'removed'
          ? { danger: 'stops', why: 'no run of the playbook unmounts it: disable it and remove its file by hand' }
          : undefined,
    },
  ],
}
