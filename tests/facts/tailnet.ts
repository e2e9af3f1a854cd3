/** The policy of today, facts T1-T7, row by row; transcribed by hand. Imports nothing of ours. */

/** SOURCE, DESTINATION, PORTS. facts T2 */
export const grants: readonly (readonly [string, string, string])[] = [
  ['autogroup:admin', '*', '*'],
  ['autogroup:member', 'tag:kiwix', 'tcp:443'],
  ['autogroup:member', 'tag:forge', 'tcp:443 tcp:22'],
  ['autogroup:member', 'tag:devpi', 'tcp:443'],
  ['autogroup:member', 'tag:feed', 'tcp:443'],
  ['autogroup:member', 'tag:pg', 'tcp:5432'],
  ['tag:homelab', 'tag:homelab', '*'],
  ['tag:homelab', 'tag:nas', '*'],
  ['tag:flyio-proxy', 'tag:flyio-target', 'tcp:443'],
  ['tag:ci-gateway', 'tag:registry', 'tcp:443'],
  ['tag:k8s', 'tag:registry', 'tcp:443'],
  ['tag:k8s', 'tag:homelab', 'tcp:3001 tcp:2200'],
  ['tag:homelab', 'tag:k8s', 'tcp:443 tcp:5432 tcp:9187'],
]

/** ACTION, SOURCE, DESTINATION, USERS, CHECK PERIOD. facts T3 */
export const ssh: readonly (readonly [string, string, string, string, string | undefined])[] = [
  ['check', 'autogroup:member', 'autogroup:self', 'autogroup:nonroot', undefined],
  ['check', 'autogroup:admin', 'tag:homelab', 'autogroup:nonroot', '12h0m0s'],
  ['check', 'autogroup:admin', 'tag:nas', 'autogroup:nonroot', '12h0m0s'],
]

/** facts T5, in the order of the policy */
export const tags = [
  ...['blumeops', 'homelab', 'workstation', 'nas', 'grafana', 'kiwix', 'forge', 'devpi', 'loki', 'pg', 'feed'],
  ...['registry', 'k8s-api', 'k8s-operator', 'k8s', 'ci-gateway', 'flyio-proxy', 'flyio-target'],
].map(name => `tag:${name}`)

/** What the operator may give besides. facts T5 */
export const ownedByOperator: readonly string[] = ['tag:k8s', 'tag:flyio-target']

/** SOURCE, ACCEPT, DENY. facts T6 */
export const tests: readonly (readonly [string, string, string])[] = [
  [
    '{{ person:admin }}',
    'tag:grafana:443 tag:kiwix:443 tag:feed:443 tag:loki:3100 tag:pg:5432 tag:homelab:22 tag:registry:443 tag:k8s-api:443',
    '',
  ],
  [
    '{{ person:member }}',
    'tag:kiwix:443 tag:forge:443 tag:feed:443 tag:pg:5432',
    'tag:grafana:443 tag:loki:3100 tag:nas:445 tag:registry:443 tag:k8s-api:443',
  ],
  ['tag:homelab', 'tag:homelab:22 tag:nas:445 tag:k8s:443 tag:k8s:5432 tag:k8s:9187', ''],
  ['tag:k8s', 'tag:registry:443 tag:homelab:3001 tag:homelab:2200', ''],
  ['tag:ci-gateway', 'tag:registry:443', ''],
  [
    'tag:flyio-proxy',
    'tag:flyio-target:443',
    'tag:k8s:443 tag:homelab:443 tag:homelab:22 tag:nas:445 tag:registry:443',
  ],
]
