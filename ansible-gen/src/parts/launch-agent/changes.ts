import type { ChangeFacet } from '@homelab/estate/model'

export const launchAgentChanges: ChangeFacet = {
  rules: [
    {
      name: 'agent-goes',
      judge: ({ change: { system, kind, path = '' } }) =>
        system === 'ansible' && kind === 'removed' && /^templates\/[^/]+\.plist\.j2$/.test(path)
          ? { danger: 'stops', why: 'the role unloads the job and takes its file away, where the role itself stays' }
          : undefined,
    },
  ],
}
