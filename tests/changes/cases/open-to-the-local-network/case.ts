import type { Case } from '../../case.ts'

/** A load balancer gives a Service an address in the local network. */
export default {
  edits: {
    'services/docs.ts': [
      ['deployment, hardened }', 'deployment, hardened, metalLb }'],
      ["namespace: 'docs',", "namespace: 'docs',\n    serviceType: metalLb('192.0.2.240'),"],
    ],
  },
  says: [
    'opens kubernetes Service docs/docs added spec.type: → LoadBalancer',
    '* kubernetes Service docs/docs added metadata.annotations["metallb.io/loadBalancerIPs"]: → 192.0.2.240',
  ],
  silent: ['stops *', 'restarts *', '* wiki*'],
  causes: ['apps/cottage/services/docs.ts'],
} satisfies Case
