import type { ChangeFacet } from '@homelab/estate/model'

const rules = 'templates/next.nft.j2'

/** Lines of what nft reads. */
export const firewallChanges: ChangeFacet = {
  rules: [
    {
      name: 'firewall-changes',
      judge: ({ change: { system, kind }, path: [file] }) => {
        if (system !== 'ansible' || file !== rules) return undefined
        return kind === 'removed'
          ? {
              danger: 'opens',
              why: 'no run of the playbook keeps the rules any longer: take the firewall away by hand',
            }
          : { danger: 'opens', why: 'who is let in to which port of the host is another' }
      },
    },
  ],
}
