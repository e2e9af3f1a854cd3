import { difference, image, service, text } from '@homelab/estate'
import { configMap, object, objects } from '@homelab/kubernetes'
import { type Expected, fixture, kind, pod } from '../parts.ts'

const apiGroup = 'rbac.authorization.k8s.io'
const about = { title: 'App', summary: 'names what is not there', ports: {} }

const rights = service(import.meta, 'rights', {
  ...about,
  workload: objects({
    at: kind,
    namespace: 'rights',
    objects: [
      object('ServiceAccount', { metadata: { name: 'reader' } }),
      object('ConfigMap', { metadata: { name: 'another' }, data: { other: 'text' } }),
      object('Role', {
        metadata: { name: 'reader' },
        rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      }),
      // here
      object('RoleBinding', {
        metadata: { name: 'misspelt' },
        roleRef: { apiGroup, kind: 'Role', name: 'raeder' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'right' }],
      }),
      // here
      object('ClusterRoleBinding', {
        metadata: { name: 'nowhere' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader' }],
      }),
      // here
      object('ClusterRoleBinding', {
        metadata: { name: 'delegates' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'system:auth-delegatr' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'rights' }],
      }),
      object('ClusterRoleBinding', {
        metadata: { name: 'of-the-distribution' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'system:k3s-controller' },
        subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'rights' }],
      }),
    ],
  }),
})

const app = service(import.meta, 'app', {
  ...about,
  // here
  workload: pod({
    container: {
      image: image('example.org/app', '1.0.0'),
      args: ['--config', '/etc/app/ap.yaml'],
      mounts: { config: [{ path: '/etc/app' }, { path: '/etc/app.yaml', subPath: 'app.yml' }] },
    },
    volumes: [configMap('config', 'app', { 'app.yaml': text('a\n') })],
    pod: { serviceAccountName: 'app', priorityClassName: 'high' },
  }),
  differences: [
    // here
    difference('how it is started', {
      today: 'by hand',
      now: 'by the cluster',
      why: 'a fixture',
      facts: 'none',
      changes: [
        { kind: 'StatefulSet' },
        { kind: 'Deployment' },
        { kind: 'Job', name: 'gone', gone: true },
        // Kubernetes has no such kind: it says Deployment.
        { kind: 'Deploymant', name: 'gone', gone: true },
        { kind: 'Job', name: 'not said to be gone' },
        { kind: 'Deployment', name: 'app', gone: true },
        { kind: 'Deployment', fields: ['spec.template.spec.containers[app].arsg', 'data.key', 'spec.paused'] },
        { kind: 'ConfigMap', fields: ['data["app.yaml"]', 'data["apq.yaml"]', 'metadata.annotations["of before"]'] },
      ],
    }),
  ],
})

export default fixture(import.meta, { services: [rights, app] })
export const expected: Expected = [
  'unprovided-reference app Deployment app app: /etc/app/ap.yaml',
  'unprovided-reference app Deployment app app: app.yml',
  'unprovided-reference app Deployment app.spec.template.spec.priorityClassName',
  'unprovided-reference app Deployment app.spec.template.spec.serviceAccountName',
  ...Array.from({ length: 8 }, () => 'unprovided-reference app differences.how it is started'),
  'unprovided-reference rights ClusterRoleBinding delegates.roleRef',
  'unprovided-reference rights ClusterRoleBinding nowhere.subjects',
  'unprovided-reference rights RoleBinding misspelt.roleRef',
  'unprovided-reference rights RoleBinding misspelt.subjects',
]
