import type { TailnetTest } from '@homelab/estate'
import { admin, member } from './people.ts'

/** What must hold whenever the policy is saved. facts T6, row by row; the last is new */
export const tests: readonly TailnetTest[] = [
  {
    src: admin,
    accept: [
      'tag:grafana:443',
      'tag:kiwix:443',
      'tag:feed:443',
      'tag:loki:3100',
      'tag:pg:5432',
      'tag:homelab:22',
      'tag:registry:443',
      'tag:k8s-api:443',
    ],
  },
  {
    src: member,
    accept: ['tag:kiwix:443', 'tag:forge:443', 'tag:forge:22', 'tag:devpi:443', 'tag:feed:443', 'tag:pg:5432'],
    deny: ['tag:grafana:443', 'tag:loki:3100', 'tag:nas:445', 'tag:registry:443', 'tag:k8s-api:443'],
    note: 'Members reach what is made for them, and nothing that runs the estate.',
  },
  {
    src: 'tag:homelab',
    accept: ['tag:homelab:22', 'tag:nas:445', 'tag:k8s:443', 'tag:k8s:5432', 'tag:k8s:9187'],
  },
  { src: 'tag:k8s', accept: ['tag:registry:443', 'tag:homelab:3001', 'tag:homelab:2200'] },
  { src: 'tag:ci-gateway', accept: ['tag:registry:443'] },
  {
    src: 'tag:flyio-proxy',
    accept: ['tag:flyio-target:443'],
    deny: ['tag:k8s:443', 'tag:homelab:443', 'tag:homelab:22', 'tag:nas:445', 'tag:registry:443'],
    note: 'What the internet talks to reaches its targets alone.',
  },
  {
    src: member,
    deny: ['tag:k8s:443', 'tag:k8s:5432', 'tag:k8s:9187', 'tag:nas:5000', 'tag:homelab:22'],
    note: 'The same for members where these things are today: Grafana, Loki and PostgreSQL are endpoints of the cluster.',
  },
]
