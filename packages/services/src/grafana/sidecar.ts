import type { Image } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type EnvValue, hardened, type KubeObject, object, type Sidecar } from '@homelab/kubernetes'
import { folders } from './settings.ts'

/** By which the sidecar knows ConfigMaps of dashboards. */
export const dashboardLabels = { grafana_dashboard: '1' }

export const dashboardVolume = 'sc-dashboard-volume'

export interface SidecarProps {
  readonly image: Image
  readonly user: EnvValue
  readonly password: EnvValue
  /** On which Grafana listens in the pod. */
  readonly port: number
}

/** Fetches dashboards out of ConfigMaps and tells Grafana: https://github.com/kiwigrid/k8s-sidecar */
export function dashboardSidecar({ image, user, password, port }: SidecarProps): Sidecar {
  const [[LABEL, LABEL_VALUE]] = Object.entries(dashboardLabels) as [[string, string]]
  return {
    name: 'grafana-sc-dashboard',
    image,
    pullPolicy: 'IfNotPresent',
    env: {
      METHOD: 'WATCH',
      LABEL,
      LABEL_VALUE,
      FOLDER: folders.dashboards,
      RESOURCE: 'configmap',
      FOLDER_ANNOTATION: 'grafana_folder',
      REQ_USERNAME: user,
      REQ_PASSWORD: password,
      REQ_URL: `http://localhost:${port}/api/admin/provisioning/dashboards/reload`,
      REQ_METHOD: 'POST',
    },
    mounts: { [dashboardVolume]: folders.dashboards },
    resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '256Mi' } },
    security: hardened({ writesRoot: true }),
  }
}

/** The sidecar reads the ConfigMaps beside it, where the dashboards lie, and nothing else. */
export function sidecarRights(
  name: string,
  namespace: string,
  labels?: Readonly<Record<string, string>>,
): KubeObject[] {
  const metadata = { name, ...present({ labels }) }
  return [
    object('ServiceAccount', { metadata, automountServiceAccountToken: false }),
    object('Role', {
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] }],
    }),
    object('RoleBinding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    }),
  ]
}
