import type { ChangeFacet } from '@homelab/estate/model'

export const tailnetServiceChanges: ChangeFacet = {
  rules: [
    {
      name: 'served-name-goes',
      judge: ({ change: { system, kind }, path: [file, task = '', ...more] }) =>
        system === 'ansible' &&
        kind === 'removed' &&
        file === 'tasks/main.yml' &&
        /^\[?Serve svc:\S+ on \d+\]?$/.test(task) &&
        more.length === 0
          ? { danger: 'stops', why: 'no run of the playbook takes the name from the host: clear it there by hand' }
          : undefined,
    },
  ],
}
