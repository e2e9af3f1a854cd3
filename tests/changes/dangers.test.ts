/** Each rule of what is dangerous, with the least that it is about; none is without a fixture. */

import { hostParts } from '@homelab/ansible-gen'
import { changesBetween, type RenderedTree } from '@homelab/changes'
import type { Danger } from '@homelab/estate/model'
import { clusterParts } from '@homelab/kubernetes'
import { sightParts } from '@homelab/observability'
import { changeFacets } from '@homelab/synth/change-facets'
import { expect, test } from 'vitest'
import tunnelled from '../fixtures/public-proxies/cloudflare-tunnel/estate.ts'
import { resolvedOnce } from '../support/opened.ts'

const facets = await changeFacets([...clusterParts, ...hostParts, ...sightParts])
const rules = facets.flatMap(({ rules: own = [] }) => own)

/** A text, or an object as YAML. Absent: the file is not there. */
type Side = string | undefined

interface Fixture {
  readonly rule: string
  readonly danger: Danger
  readonly path: string
  readonly before: Side
  readonly after: Side
  /** What changes, and is no danger by the rule. */
  readonly harmless?: readonly [before: Side, after: Side]
  /** What it must tell besides. */
  readonly why?: RegExp
}

const openStays = /what is open stays open, a WebSocket for a day: restart Caddy/

function object(kind: string, body = '', name = 'x'): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: n\n${body}`
}

function pods(kind: string, spec: string, more = ''): string {
  const indented = spec
    .split('\n')
    .map(line => `      ${line}`)
    .join('\n')
  return object(kind, `spec:\n${more}  template:\n    spec:\n${indented}\n`)
}

/** A Job that is made anew at each sync. */
function eachSync(when: string, version = '1.0'): string {
  const annotated = `  annotations:\n    delivery.homelab.internal/each-sync: ${when}\n`
  return object(
    'Job',
    `${annotated}spec:\n  template:\n    spec:\n      ${`containers:\n        - name: c\n          image: x:${version}\n`}`,
  )
}

const container = (more: string): string => `containers:\n  - name: c\n    ${more}`
const manifest = 'argocd/manifests/n/x.yaml'
const template = (name: string): string => `ansible/roles/r/templates/${name}`
const project = (more = '', version = '1.0'): string => `name: p\nservices:\n  a:\n    image: x:${version}\n${more}`
const borgmatic = 'ansible/roles/borgmatic/templates/config.yaml.j2'
const rulesMap = (names: readonly string[]): string =>
  object(
    'ConfigMap',
    `data:\n  alerts.json: '${JSON.stringify({ groups: [{ name: 'g', rules: names.map(alert => ({ alert, expr: 'up' })) }] })}'\n`,
  )
const dashboardMap = (expr: string): string =>
  object('ConfigMap', `data:\n  one.json: '${JSON.stringify({ panels: [{ title: 'P', expr }] })}'\n`, 'a-dashboard-one')

const fixtures: readonly Fixture[] = [
  { rule: 'claim-goes', danger: 'destroys', path: manifest, before: object('PersistentVolumeClaim'), after: undefined },
  {
    ...{ rule: 'bound-claim-goes', danger: 'stops', path: manifest },
    before: object('PersistentVolumeClaim', 'spec:\n  volumeName: share\n'),
    after: undefined,
  },
  { rule: 'volume-goes', danger: 'destroys', path: manifest, before: object('PersistentVolume'), after: undefined },
  {
    ...{ rule: 'claim-fixed', danger: 'recreates', path: manifest },
    before: object('PersistentVolumeClaim', 'spec:\n  storageClassName: a\n'),
    after: object('PersistentVolumeClaim', 'spec:\n  storageClassName: b\n'),
    harmless: ['1Gi', '2Gi'].map(size =>
      object('PersistentVolumeClaim', `spec:\n  resources:\n    requests:\n      storage: ${size}\n`),
    ) as [string, string],
  },
  { rule: 'workload-goes', danger: 'stops', path: manifest, before: object('Deployment'), after: undefined },
  { rule: 'job-goes', danger: 'restarts', path: manifest, before: object('Job'), after: undefined },
  {
    ...{ rule: 'job-runs', danger: 'restarts', path: manifest },
    before: undefined,
    after: object('Job'),
    harmless: [undefined, object('CronJob')],
  },
  {
    ...{ rule: 'job-runs', danger: 'restarts', path: manifest },
    before: undefined,
    after: eachSync('before-pods'),
    harmless: [undefined, eachSync('after-failure')],
  },
  {
    ...{ rule: 'workload-fixed', danger: 'recreates', path: manifest },
    before: object('Job', 'spec:\n  template:\n    spec:\n      hostname: a\n'),
    after: object('Job', 'spec:\n  template:\n    spec:\n      hostname: b\n'),
    harmless: [eachSync('before-pods'), eachSync('before-pods', '1.1')],
  },
  {
    ...{ rule: 'workload-fixed', danger: 'recreates', path: manifest },
    before: object('Deployment', 'spec:\n  selector:\n    matchLabels:\n      app: a\n'),
    after: object('Deployment', 'spec:\n  selector:\n    matchLabels:\n      app: b\n'),
    harmless: [object('Deployment', 'spec:\n  replicas: 1\n'), object('Deployment', 'spec:\n  replicas: 2\n')],
  },
  {
    ...{ rule: 'pods-restart', danger: 'restarts', path: manifest },
    before: pods('Deployment', container('args: [a]')),
    after: pods('Deployment', container('args: [b]')),
    harmless: [object('Deployment', 'spec:\n  replicas: 1\n'), object('Deployment', 'spec:\n  replicas: 2\n')],
  },
  {
    ...{ rule: 'pods-restart', danger: 'restarts', path: manifest },
    before: pods('DaemonSet', container('args: [a]')),
    after: pods('DaemonSet', container('args: [b]')),
  },
  {
    ...{ rule: 'image-major', danger: 'restarts', path: manifest },
    before: pods('Deployment', container('image: a/b:v1.2.3')),
    after: pods('Deployment', container('image: a/b:v2.0.0')),
    harmless: [pods('Deployment', container('image: a/b:v1.2.3')), pods('Deployment', container('image: a/b:v1.3.0'))],
  },
  {
    ...{ rule: 'no-replicas', danger: 'stops', path: manifest },
    before: object('Deployment', 'spec:\n  replicas: 1\n'),
    after: object('Deployment', 'spec:\n  replicas: 0\n'),
    harmless: [object('Deployment', 'spec:\n  replicas: 1\n'), object('Deployment', 'spec:\n  replicas: 2\n')],
  },
  {
    ...{ rule: 'fewer-replicas', danger: 'restarts', path: manifest },
    before: object('StatefulSet', 'spec:\n  replicas: 3\n'),
    after: object('StatefulSet', 'spec:\n  replicas: 2\n'),
    harmless: [object('Deployment', 'spec:\n  replicas: 2\n'), object('Deployment', 'spec:\n  replicas: 3\n')],
  },
  {
    ...{ rule: 'job-suspended', danger: 'stops', path: manifest },
    before: object('CronJob', 'spec:\n  suspend: false\n'),
    after: object('CronJob', 'spec:\n  suspend: true\n'),
    harmless: [object('CronJob', 'spec:\n  suspend: true\n'), object('CronJob', 'spec:\n  suspend: false\n')],
  },
  {
    ...{ rule: 'more-rights', danger: 'opens', path: manifest },
    before: pods('Deployment', container('securityContext: {privileged: false}')),
    after: pods('Deployment', container('securityContext: {privileged: true}')),
    harmless: [
      pods('Deployment', container('securityContext: {privileged: true}')),
      pods('Deployment', container('securityContext: {privileged: false}')),
    ],
  },
  {
    ...{ rule: 'more-rights', danger: 'opens', path: manifest },
    before: pods('Deployment', container('resources: {limits: {memory: 1Gi}}')),
    after: pods('Deployment', container('resources: {limits: {memory: 1Gi, gpu.intel.com/i915: 1}}')),
    harmless: [
      pods('Deployment', container('resources: {limits: {memory: 1Gi}}')),
      pods('Deployment', container('resources: {limits: {memory: 2Gi}}')),
    ],
  },
  {
    ...{ rule: 'rights-wider', danger: 'opens', path: manifest },
    before: object('Role', 'rules:\n  - verbs: [get]\n    resources: [pods]\n'),
    after: object('Role', 'rules:\n  - verbs: [get, delete]\n    resources: [pods]\n'),
    harmless: [
      object('Role', 'rules:\n  - verbs: [get, delete]\n    resources: [pods]\n'),
      object('Role', 'rules:\n  - verbs: [get]\n    resources: [pods]\n'),
    ],
  },
  {
    ...{ rule: 'rights-given', danger: 'opens', path: manifest },
    before: object('RoleBinding', 'subjects:\n  - kind: ServiceAccount\n    name: a\n'),
    after: object('RoleBinding', 'subjects:\n  - kind: ServiceAccount\n    name: a\n  - kind: User\n    name: b\n'),
  },
  {
    ...{ rule: 'binding-fixed', danger: 'recreates', path: manifest },
    before: object('RoleBinding', 'roleRef:\n  name: a\n'),
    after: object('RoleBinding', 'roleRef:\n  name: b\n'),
  },
  {
    ...{ rule: 'administrator', danger: 'opens', path: manifest, before: undefined },
    after: object('ClusterRoleBinding', 'roleRef:\n  name: cluster-admin\n'),
    harmless: [undefined, object('ClusterRoleBinding', 'roleRef:\n  name: view\n')],
  },
  { rule: 'namespace-goes', danger: 'destroys', path: manifest, before: object('Namespace'), after: undefined },
  {
    rule: 'definition-goes',
    danger: 'destroys',
    path: manifest,
    before: object('CustomResourceDefinition'),
    after: undefined,
  },
  { rule: 'policy-goes', danger: 'opens', path: manifest, before: object('NetworkPolicy'), after: undefined },
  {
    ...{ rule: 'policy-wider', danger: 'opens', path: manifest },
    before: object('NetworkPolicy', 'spec:\n  ingress:\n    - from: [a]\n'),
    after: object('NetworkPolicy', 'spec:\n  ingress:\n    - from: [a, b]\n'),
  },
  { rule: 'entrance-goes', danger: 'stops', path: manifest, before: object('Ingress'), after: undefined },
  {
    ...{ rule: 'funnel-opens', danger: 'opens', path: manifest },
    before: object('Ingress'),
    after: object('Ingress').replace('  name', '  annotations:\n    tailscale.com/funnel: "true"\n  name'),
    harmless: [
      object('Ingress'),
      object('Ingress').replace('  name', '  annotations:\n    tailscale.com/funnel: "false"\n  name'),
    ],
  },
  {
    ...{ rule: 'service-opens', danger: 'opens', path: manifest },
    before: object('Service', 'spec:\n  type: ClusterIP\n'),
    after: object('Service', 'spec:\n  type: NodePort\n'),
  },
  {
    ...{ rule: 'service-opens', danger: 'opens', path: manifest },
    before: undefined,
    after: object('Service', 'spec:\n  type: LoadBalancer\n'),
    harmless: [undefined, object('Service', 'spec:\n  type: ClusterIP\n')],
  },
  {
    ...{ rule: 'service-closes', danger: 'stops', path: manifest },
    before: object('Service', 'spec:\n  type: LoadBalancer\n'),
    after: object('Service', 'spec:\n  ports: []\n'),
    harmless: [object('Service', 'spec:\n  type: NodePort\n'), object('Service', 'spec:\n  type: LoadBalancer\n')],
  },
  {
    ...{ rule: 'service-moves', danger: 'stops', path: manifest },
    before: object('Service').replace('  name', '  annotations:\n    metallb.io/loadBalancerIPs: 192.0.2.1\n  name'),
    after: object('Service').replace('  name', '  annotations:\n    metallb.io/loadBalancerIPs: 192.0.2.2\n  name'),
  },
  {
    ...{ rule: 'service-moves', danger: 'stops', path: manifest },
    before: object('Service', 'spec:\n  selector:\n    app: a\n'),
    after: object('Service', 'spec:\n  selector:\n    app: b\n'),
  },
  {
    ...{ rule: 'entrance-renamed', danger: 'stops', path: manifest },
    before: object('Ingress', 'spec:\n  tls:\n    - hosts: [a]\n'),
    after: object('Ingress', 'spec:\n  tls:\n    - hosts: [b]\n'),
  },
  { rule: 'secret-goes', danger: 'stops', path: manifest, before: object('ExternalSecret'), after: undefined },
  {
    ...{ rule: 'secret-store', danger: 'stops', path: manifest },
    before: object('SecretStore', 'spec:\n  provider:\n    a: 1\n'),
    after: object('SecretStore', 'spec:\n  provider:\n    a: 2\n'),
  },
  { rule: 'store-goes', danger: 'stops', path: manifest, before: object('SecretStore'), after: undefined },
  { rule: 'server-goes', danger: 'destroys', path: manifest, before: object('Cluster'), after: undefined },
  {
    ...{ rule: 'server-version', danger: 'stops', path: manifest },
    before: object('Cluster', 'spec:\n  imageName: pg:16.1\n'),
    after: object('Cluster', 'spec:\n  imageName: pg:17.0\n'),
  },
  {
    ...{ rule: 'server-bootstrap', danger: 'recreates', path: manifest },
    before: object('Cluster', 'spec:\n  bootstrap:\n    initdb:\n      owner: a\n'),
    after: object('Cluster', 'spec:\n  bootstrap:\n    initdb:\n      owner: b\n'),
  },
  {
    ...{ rule: 'server-storage', danger: 'recreates', path: manifest },
    before: object('Cluster', 'spec:\n  storage:\n    size: 2Gi\n'),
    after: object('Cluster', 'spec:\n  storage:\n    size: 900Mi\n'),
    harmless: [
      object('Cluster', 'spec:\n  storage:\n    size: 900Mi\n'),
      object('Cluster', 'spec:\n  storage:\n    size: 2Gi\n'),
    ],
  },
  {
    ...{ rule: 'server-instances', danger: 'destroys', path: manifest },
    before: object('Cluster', 'spec:\n  instances: 3\n'),
    after: object('Cluster', 'spec:\n  instances: 1\n'),
    harmless: [object('Cluster', 'spec:\n  instances: 1\n'), object('Cluster', 'spec:\n  instances: 3\n')],
  },
  { rule: 'application-goes', danger: 'destroys', path: manifest, before: object('Application'), after: undefined },
  {
    ...{ rule: 'application-moves', danger: 'recreates', path: manifest },
    before: object('Application', 'spec:\n  destination:\n    namespace: a\n'),
    after: object('Application', 'spec:\n  destination:\n    namespace: b\n'),
  },
  {
    ...{ rule: 'application-reads-elsewhere', danger: 'recreates', path: manifest },
    before: object('Application', 'spec:\n  source:\n    repoURL: a\n    path: charts/x\n'),
    after: object('Application', 'spec:\n  source:\n    repoURL: b\n    path: manifests/x\n'),
    // A folder has another name.
    harmless: [
      object('Application', 'spec:\n  source:\n    repoURL: a\n    path: x\n'),
      object('Application', 'spec:\n  source:\n    repoURL: a\n    path: y\n'),
    ],
  },
  {
    ...{ rule: 'application-prunes', danger: 'destroys', path: manifest },
    before: object('Application', 'spec:\n  syncPolicy: {}\n'),
    after: object('Application', 'spec:\n  syncPolicy:\n    automated:\n      prune: true\n'),
  },
  {
    ...{ rule: 'application-syncs', danger: 'restarts', path: manifest },
    before: object('Application', 'spec:\n  syncPolicy: {}\n'),
    after: object('Application', 'spec:\n  syncPolicy:\n    automated: {}\n'),
  },
  {
    ...{ rule: 'application-heals', danger: 'restarts', path: manifest },
    before: object('Application', 'spec:\n  syncPolicy:\n    automated: {}\n'),
    after: object('Application', 'spec:\n  syncPolicy:\n    automated:\n      selfHeal: true\n'),
  },
  { rule: 'project-goes', danger: 'cosmetic', path: manifest, before: object('AppProject'), after: undefined },
  {
    ...{ rule: 'application-prunes', danger: 'destroys', path: manifest },
    before: object('Application', 'spec:\n  syncPolicy:\n    automated:\n      prune: false\n'),
    after: object('Application', 'spec:\n  syncPolicy:\n    automated:\n      prune: true\n'),
  },
  {
    ...{ rule: 'chart-major', danger: 'restarts', path: manifest },
    before: object('Application', 'spec:\n  source:\n    targetRevision: 1.9.0\n'),
    after: object('Application', 'spec:\n  source:\n    targetRevision: 2.0.0\n'),
  },
  { rule: 'kustomization-goes', danger: 'destroys', path: manifest, before: object('Kustomization'), after: undefined },
  {
    ...{ rule: 'kustomization-prunes', danger: 'destroys', path: manifest },
    before: object('Kustomization', 'spec:\n  prune: false\n'),
    after: object('Kustomization', 'spec:\n  prune: true\n'),
    harmless: [object('Kustomization', 'spec:\n  prune: true\n'), object('Kustomization', 'spec:\n  prune: false\n')],
  },
  {
    ...{ rule: 'kustomization-resumes', danger: 'restarts', path: manifest },
    before: object('Kustomization', 'spec:\n  suspend: true\n  prune: true\n'),
    after: object('Kustomization', 'spec:\n  prune: true\n'),
    harmless: [
      object('Kustomization', 'spec:\n  prune: true\n'),
      object('Kustomization', 'spec:\n  suspend: true\n  prune: true\n'),
    ],
  },
  {
    ...{ rule: 'kustomization-suspends', danger: 'restarts', path: manifest },
    before: object('Kustomization', 'spec:\n  prune: true\n'),
    after: object('Kustomization', 'spec:\n  suspend: true\n  prune: true\n'),
    harmless: [
      object('Kustomization', 'spec:\n  suspend: true\n  prune: true\n'),
      object('Kustomization', 'spec:\n  prune: true\n'),
    ],
  },
  { rule: 'release-goes', danger: 'destroys', path: manifest, before: object('HelmRelease'), after: undefined },
  {
    ...{ rule: 'release-moves', danger: 'destroys', path: manifest },
    before: object('HelmRelease', 'spec:\n  targetNamespace: a\n'),
    after: object('HelmRelease', 'spec:\n  targetNamespace: b\n'),
    harmless: [
      object('HelmRelease', 'spec:\n  values:\n    a: 1\n'),
      object('HelmRelease', 'spec:\n  values:\n    a: 2\n'),
    ],
  },
  {
    ...{ rule: 'source-major', danger: 'restarts', path: manifest },
    before: object('GitRepository', 'spec:\n  ref:\n    tag: v1.9.0\n'),
    after: object('GitRepository', 'spec:\n  ref:\n    tag: v2.0.0\n'),
    harmless: [
      object('GitRepository', 'spec:\n  ref:\n    tag: v1.9.0\n'),
      object('GitRepository', 'spec:\n  ref:\n    tag: v1.10.0\n'),
    ],
  },
  {
    rule: 'role-goes',
    danger: 'stops',
    path: 'ansible/roles/r/tasks/main.yml',
    before: '- name: a\n',
    after: undefined,
  },
  {
    ...{ rule: 'role-configures', danger: 'restarts', path: 'ansible/roles/r/defaults/main.yml' },
    before: 'r_port: 1\n',
    after: 'r_port: 2\n',
  },
  { rule: 'agent-goes', danger: 'stops', path: template('a.plist.j2'), before: 'x\n', after: undefined },
  { rule: 'drop-in-goes', danger: 'stops', path: template('a.service.conf.j2'), before: 'x\n', after: undefined },
  { rule: 'mount-goes', danger: 'stops', path: template('a.mount.j2'), before: '[Mount]\nWhat=x\n', after: undefined },
  {
    ...{ rule: 'served-name-goes', danger: 'stops', path: 'ansible/roles/r/tasks/main.yml' },
    before: '- name: Serve svc:x on 443\n  meta: noop\n- name: Other\n  meta: noop\n',
    after: '- name: Other\n  meta: noop\n',
    harmless: ['- name: Serve svc:x on 443\n  meta: noop\n', '- name: Serve svc:x on 443\n  meta: noop\n  when: y\n'],
  },
  {
    ...{ rule: 'compose-project-goes', danger: 'stops', path: template('compose.yaml.j2') },
    before: project(),
    after: undefined,
  },
  {
    ...{ rule: 'compose-container-goes', danger: 'stops', path: template('compose.yaml.j2') },
    before: project('  b:\n    image: x:1.0\n'),
    after: project(),
  },
  {
    // By a name of its own, too: Docker knows no other.
    ...{ rule: 'compose-volume-goes', danger: 'destroys', path: template('compose.yaml.j2') },
    before: project('volumes:\n  data: {}\n'),
    after: project('volumes:\n  files: {}\n'),
  },
  {
    ...{ rule: 'compose-port-opens', danger: 'opens', path: template('compose.yaml.j2') },
    before: project(),
    after: project('    ports:\n      - name: http\n        published: "80"\n'),
  },
  {
    ...{ rule: 'compose-port-opens', danger: 'opens', path: template('compose.yaml.j2') },
    before: project('    ports:\n      - name: http\n        host_ip: 127.0.0.1\n        published: "80"\n'),
    after: project('    ports:\n      - name: http\n        published: "80"\n'),
  },
  {
    ...{ rule: 'compose-port-opens', danger: 'opens', path: template('compose.yaml.j2') },
    before: project(),
    after: project('    network_mode: host\n'),
  },
  {
    ...{ rule: 'compose-network-changes', danger: 'restarts', path: template('compose.yaml.j2') },
    before: project('networks:\n  front:\n    internal: true\n'),
    after: project('networks:\n  front:\n    driver_opts:\n      a: b\n    internal: true\n'),
  },
  {
    ...{ rule: 'compose-image-changes', danger: 'restarts', path: template('compose.yaml.j2') },
    before: project('', '1.0'),
    after: project('', '1.1'),
  },
  { rule: 'firewall-changes', danger: 'opens', path: template('next.nft.j2'), before: 'x\n', after: 'y\n' },
  { rule: 'firewall-changes', danger: 'opens', path: template('next.nft.j2'), before: 'x\n', after: undefined },
  { rule: 'unit-goes', danger: 'stops', path: template('a.service.j2'), before: 'x\n', after: undefined },
  {
    ...{ rule: 'retention-shrinks', danger: 'destroys', path: borgmatic },
    before: 'keep_daily: 7\n',
    after: 'keep_daily: 3\n',
    harmless: ['keep_daily: 3\n', 'keep_daily: 7\n'],
  },
  {
    ...{ rule: 'repository-goes', danger: 'destroys', path: borgmatic },
    before: 'repositories:\n  - path: /a\n  - path: /b\n',
    after: 'repositories:\n  - path: /a\n',
    harmless: ['repositories:\n  - path: /a\n', 'repositories:\n  - path: /a\n  - path: /b\n'],
  },
  {
    ...{ rule: 'source-goes', danger: 'destroys', path: borgmatic },
    before: 'source_directories:\n  - /a\n  - /b\n',
    after: 'source_directories:\n  - /a\n',
    harmless: ['source_directories:\n  - /a\n', 'source_directories:\n  - /a\n  - /b\n'],
  },
  {
    ...{ rule: 'private-route', danger: 'stops', path: 'caddy/Caddyfile' },
    before: '*.a {\n\t@x host x.a\n\thandle @x {\n\t\treverse_proxy http://h\n\t}\n}\n',
    after: '*.a {\n}\n',
    why: openStays,
  },
  {
    ...{ rule: 'login-comes', danger: 'stops', path: 'caddy/Caddyfile' },
    before: handling('reverse_proxy http://h'),
    after: handling(
      'route {\n\t\t\tforward_auth http://l {\n\t\t\t\turi /v\n\t\t\t}\n\t\t\treverse_proxy http://h\n\t\t}',
    ),
    why: openStays,
  },
  {
    ...{ rule: 'login-goes', danger: 'opens', path: 'caddy/Caddyfile' },
    before: handling(
      'route {\n\t\t\tforward_auth http://l {\n\t\t\t\turi /v\n\t\t\t}\n\t\t\treverse_proxy http://h\n\t\t}',
    ),
    after: handling('reverse_proxy http://h'),
  },
  {
    ...{ rule: 'answered-addresses', danger: 'opens', path: 'caddy/Caddyfile' },
    before: routeFor('192.0.2.1 192.0.2.2'),
    after: routeFor('192.0.2.1 192.0.2.3'),
    harmless: [routeFor('192.0.2.1 192.0.2.2'), routeFor('192.0.2.2 192.0.2.1')],
  },
  {
    ...{ rule: 'answered-addresses', danger: 'stops', path: 'caddy/Caddyfile' },
    before: routeFor('192.0.2.1 192.0.2.2'),
    after: routeFor('192.0.2.1'),
    why: openStays,
  },
  {
    ...{ rule: 'fly-changes', danger: 'stops', path: 'fly/nginx.conf' },
    before: 'http {\n  server {\n    server_name a;\n  }\n}\n',
    after: 'http {\n}\n',
  },
  {
    ...{ rule: 'fly-image-major', danger: 'restarts', path: 'fly/Dockerfile' },
    before: 'FROM nginx:1.28.2\n',
    after: 'FROM nginx:2.0.0\n',
    harmless: ['FROM nginx:1.28.2\n', 'FROM nginx:1.29.0\n'],
  },
  {
    ...{ rule: 'record-changes', danger: 'stops', path: 'pulumi/dns/Pulumi.yaml' },
    before: 'resources:\n  a:\n    properties: {name: a, type: CNAME, values: [x.]}\n',
    after: 'resources:\n  a:\n    properties: {name: a, type: CNAME, values: [y.]}\n',
    harmless: ['resources: {}\n', 'resources:\n  a:\n    properties: {name: a, type: CNAME, values: [y.]}\n'],
  },
  {
    ...{ rule: 'resource-goes', danger: 'stops', path: 'pulumi/tailnet/Pulumi.yaml' },
    before: 'resources:\n  a: {type: key}\n',
    after: 'resources: {}\n',
  },
  {
    ...{ rule: 'zone-rules-go', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before:
      'resources:\n  http-ratelimit:\n    properties: {name: Logins, phase: http_ratelimit, rules: [{ref: logins}]}\n',
    after: 'resources: {}\n',
    harmless: ['resources:\n  other:\n    properties: {zoneId: a}\n', 'resources: {}\n'],
  },
  {
    // One more attempt is a rule that is eased; one less is none.
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule(
      'http-ratelimit',
      '{ref: logins, ratelimit: {period: 10, requestsPerPeriod: 5, mitigationTimeout: 60}}',
    ),
    after: zoneRule(
      'http-ratelimit',
      '{ref: logins, ratelimit: {period: 10, requestsPerPeriod: 6, mitigationTimeout: 60}}',
    ),
    harmless: [
      zoneRule('http-ratelimit', '{ref: logins, ratelimit: {period: 10, requestsPerPeriod: 6, mitigationTimeout: 10}}'),
      zoneRule('http-ratelimit', '{ref: logins, ratelimit: {period: 60, requestsPerPeriod: 5, mitigationTimeout: 60}}'),
    ],
  },
  {
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule('http-ratelimit', '{ref: logins, ratelimit: {period: 60}}'),
    after: zoneRule('http-ratelimit', '{ref: logins, ratelimit: {period: 10}}'),
  },
  {
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule('http-ratelimit', '{ref: logins, ratelimit: {mitigationTimeout: 60}}'),
    after: zoneRule('http-ratelimit', '{ref: logins, ratelimit: {mitigationTimeout: 10}}'),
  },
  {
    // A name that a rule is no longer for; one that it is for, too.
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule('http-request-firewall-custom', `{ref: only-read, expression: 'http.host in {"a.x" "b.x"}'}`),
    after: zoneRule('http-request-firewall-custom', `{ref: only-read, expression: 'http.host in {"a.x"}'}`),
    harmless: [
      zoneRule('http-request-firewall-custom', `{ref: only-read, expression: 'http.host in {"a.x"}'}`),
      zoneRule('http-request-firewall-custom', `{ref: only-read, expression: 'http.host in {"a.x" "b.x"}'}`),
    ],
  },
  {
    // A rule of several goes.
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule(
      'http-request-late-transform',
      '{ref: no-claims-1, action: rewrite}, {ref: no-cookies, action: rewrite}',
    ),
    after: zoneRule('http-request-late-transform', '{ref: no-claims-1, action: rewrite}'),
    harmless: [
      zoneRule('http-request-late-transform', '{ref: no-claims-1, action: rewrite}'),
      zoneRule(
        'http-request-late-transform',
        '{ref: no-claims-1, action: rewrite}, {ref: no-cookies, action: rewrite}',
      ),
    ],
  },
  {
    // A header that is no longer taken away.
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule(
      'http-request-late-transform',
      '{ref: a, actionParameters: {headers: {X-A: {operation: remove}, X-B: {operation: remove}}}}',
    ),
    after: zoneRule('http-request-late-transform', '{ref: a, actionParameters: {headers: {X-A: {operation: remove}}}}'),
    harmless: [
      zoneRule('http-request-late-transform', '{ref: a, actionParameters: {headers: {X-A: {operation: remove}}}}'),
      zoneRule(
        'http-request-late-transform',
        '{ref: a, actionParameters: {headers: {X-A: {operation: remove}, X-B: {operation: remove}}}}',
      ),
    ],
  },
  {
    ...{ rule: 'zone-rules-ease', danger: 'opens', path: 'pulumi/dns/Pulumi.yaml' },
    before: zoneRule('http-request-firewall-custom', '{ref: only-read, action: block}'),
    after: zoneRule('http-request-firewall-custom', '{ref: only-read, action: log}'),
    harmless: [
      zoneRule('http-request-firewall-custom', '{ref: only-read, description: a}'),
      zoneRule('http-request-firewall-custom', '{ref: only-read, description: b}'),
    ],
  },
  {
    rule: 'alert-goes',
    danger: 'stops',
    path: manifest,
    before: rulesMap(['A', 'B']),
    after: rulesMap(['A']),
    harmless: [rulesMap(['A']), rulesMap(['A', 'B'])],
  },
  {
    rule: 'panel-changes',
    danger: 'cosmetic',
    path: manifest,
    before: dashboardMap('up'),
    after: dashboardMap('down'),
  },
  {
    ...{ rule: 'history-shrinks', danger: 'destroys', path: manifest },
    before: object('ConfigMap', "data:\n  c.yaml: 'retention_period: 744h'\n"),
    after: object('ConfigMap', "data:\n  c.yaml: 'retention_period: 24h'\n"),
    harmless: [
      object('ConfigMap', "data:\n  c.yaml: 'retention_period: 24h'\n"),
      object('ConfigMap', "data:\n  c.yaml: 'retention_period: 744h'\n"),
    ],
  },
  { rule: 'page-changes', danger: 'cosmetic', path: 'docs/index.md', before: 'a\n', after: 'b\n' },
  { rule: 'statement-changes', danger: 'cosmetic', path: 'estate.json', before: '{"a":1}\n', after: '{"a":2}\n' },
]

function zoneRule(resource: string, rules: string): string {
  return `resources:\n  ${resource}:\n    properties:\n      rules: [${rules}]\n`
}

function routeFor(networks: string): string {
  return handling(`@elsewhere not remote_ip ${networks}`)
}

function handling(how: string): string {
  return `*.a {\n\t@x host x.a\n\thandle @x {\n\t\t${how}\n\t}\n}\n`
}

/** An estate may be without a noun, and then is without its rules. */
const registered = fixtures.filter(({ rule }) => rules.some(({ name }) => name === rule))

function tree(path: string, text: Side): RenderedTree {
  return new Map(text === undefined ? [] : [[path, { text, executable: false }]])
}

/** By the one rule alone. */
function dangersOf({ rule, path, why = /.{10}/ }: Fixture, before: Side, after: Side): readonly (Danger | undefined)[] {
  const readers = facets.map(({ readers: own = [], contents = [] }) => ({ readers: own, contents }))
  const alone = [...readers, { rules: rules.filter(({ name }) => name === rule) }]
  const { changes } = changesBetween({
    before: tree(path, before),
    after: tree(path, after),
    estates: {},
    facets: alone,
  })
  expect(changes.length).toBeGreaterThan(0)
  for (const change of changes) if (change.danger !== undefined) expect(change.why).toMatch(why)
  return changes.map(({ danger }) => danger)
}

test('every rule has a fixture, and a name of its own', () => {
  const names = rules.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const known = new Set(fixtures.map(({ rule }) => rule))
  expect(names.filter(name => !known.has(name))).toEqual([])
  expect(registered.length).toBeGreaterThan(40)
})

test.each(registered)('$rule: $danger', fixture => {
  const { before, after, danger, harmless } = fixture
  expect(dangersOf(fixture, before, after)).toContain(danger)
  if (harmless !== undefined) expect(new Set(dangersOf(fixture, ...harmless))).toEqual(new Set([undefined]))
})

test('a zone that no longer keeps anything from a name that is gone opens nothing', () => {
  const before = resolvedOnce(tunnelled)
  const [gone, left] = before.routes.filter(({ kind }) => kind === 'public').map(({ hostname }) => hostname)
  const after = { ...before, routes: before.routes.filter(({ hostname }) => hostname !== gone) }
  const path = 'pulumi/dns/Pulumi.yaml'
  const rules = (...hosts: readonly (string | undefined)[]): RenderedTree =>
    tree(
      path,
      zoneRule(
        'http-request-transform',
        `{ref: a, expression: 'http.host in {${hosts.map(host => `"${host}"`).join(' ')}}'}`,
      ),
    )
  const said = (...[was, is, now]: readonly [RenderedTree, RenderedTree, typeof before]) =>
    changesBetween({ before: was, after: is, estates: { before, after: now }, facets }).changes.map(
      ({ danger, why }) => danger && `${danger}: ${why}`,
    )
  expect([gone, left]).not.toContain(undefined)
  const oneLess = [rules(gone, left), rules(left)] as const
  expect(said(...oneLess, before)).toContain(`opens: it is no longer for ${gone}`)
  expect(said(...oneLess, after)).not.toContain(`opens: it is no longer for ${gone}`)
  const none = [rules(gone), tree(path, 'resources: {}\n')] as const
  expect(said(...none, before).join()).toMatch(/opens: the zone no longer limits/)
  expect(said(...none, after).join()).not.toMatch(/opens: the zone/)
})
