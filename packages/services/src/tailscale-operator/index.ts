import {
  accept,
  type Cluster,
  type ClusterTailnet,
  type Image,
  imageReference,
  type OwnAcceptance,
  type Secret,
  type ServiceProps,
} from '@homelab/estate/model'
import {
  deployment,
  emptyValue,
  externalSecret,
  hardened,
  type KubeObject,
  object,
  podField,
  reachesApi,
  secretVolume,
} from '@homelab/kubernetes'
import { askedIn } from '../owned.ts'
import { type PodsOtherwise, podsWith } from '../pods.ts'
import { operatorRights } from './rights.ts'

export interface TailscaleOperatorProps {
  /** What the cluster says in `tailnet`: the names of the objects that are made here. */
  readonly endpoints: ClusterTailnet
  /** `docker.io/tailscale/k8s-operator`: https://hub.docker.com/r/tailscale/k8s-operator/tags */
  readonly image: Image
  /** `docker.io/tailscale/tailscale`, of the same version: all proxies run it. */
  readonly proxy: Image
  /** An OAuth client that may write devices and keys, and owns the operator's tag: https://tailscale.com/kb/1236/kubernetes-operator#prerequisites */
  readonly client: { readonly id: Secret; readonly secret: Secret }
  /** `tailscale` by default. */
  readonly namespace?: string
  /**
   * What is otherwise about its pod. By default it asks for 64 MiB and a hundredth of a processor, and gets 512 MiB; runs as
   * root and writes to its own file system, as its maker delivers it.
   */
  readonly pods?: PodsOtherwise
}

/**
 * Tailscale's operator in a cluster, as its static manifest installs it: it puts Ingresses and Services on the tailnet,
 * through one group of proxies. The kinds of its objects are brought by another Application, or by its chart.
 *
 * @example service(import.meta, 'tailscale-operator', { ...tailscaleOperatorIn(home, { endpoints, image: image('docker.io/tailscale/k8s-operator', 'v1.92.5'), proxy: image('docker.io/tailscale/tailscale', 'v1.92.5'), client: { id: secrets.login, secret: secrets.password } }) })
 */
export function tailscaleOperatorIn(
  at: Cluster,
  props: TailscaleOperatorProps,
): ServiceProps<never> & { readonly accepts: readonly OwnAcceptance[] } {
  const { endpoints, image, proxy, client, namespace = 'tailscale' } = props
  const { operator } = endpoints
  return {
    title: 'Tailscale operator',
    summary: 'puts services of the cluster on the tailnet',
    ports: {},
    workload: deployment(
      podsWith(
        {
          at,
          namespace,
          ownsNamespace: true,
          defines: ['tailscale.com'],
          objectName: 'operator',
          strategy: 'Recreate',
          serviceAccount: { name: 'operator', token: true },
          container: {
            image,
            pullPolicy: 'Always',
            // https://tailscale.com/kb/1236/kubernetes-operator
            env: {
              OPERATOR_INITIAL_TAGS: operator.tags.join(','),
              OPERATOR_HOSTNAME: operator.name,
              OPERATOR_SECRET: 'operator',
              OPERATOR_LOGGING: 'info',
              OPERATOR_NAMESPACE: podField('metadata.namespace'),
              OPERATOR_LOGIN_SERVER: emptyValue,
              OPERATOR_INGRESS_CLASS_NAME: endpoints.ingressClass,
              CLIENT_ID_FILE: '/oauth/client_id',
              CLIENT_SECRET_FILE: '/oauth/client_secret',
              PROXY_IMAGE: proxy,
              PROXY_TAGS: endpoints.tags.join(','),
              APISERVER_PROXY: 'false',
              PROXY_FIREWALL_MODE: 'auto',
              POD_NAME: podField('metadata.name'),
              POD_UID: podField('metadata.uid'),
            },
            mounts: { oauth: { path: '/oauth', readOnly: true } },
            resources: { requests: { memory: '64Mi', cpu: '10m' }, limits: { memory: '512Mi' } },
            security: hardened({ root: true, writesRoot: true }),
          },
          volumes: [secretVolume('oauth', 'operator-oauth')],
          pod: { nodeSelector: { 'kubernetes.io/os': 'linux' } },
          secrets: [externalSecret('operator-oauth', { data: { client_id: client.id, client_secret: client.secret } })],
          objects: [...operatorRights(namespace), ...settings(endpoints, proxy)],
          reaches: [reachesApi('follows Services and Ingresses, and keeps its proxies')],
        },
        props.pods,
      ),
    ),
    serves: 'tailnet',
    accepts: askedIn(at, [
      accept('unhardened-container', 'it looks after Services and Ingresses', 'workload.serviceAccount.token'),
      accept('unhardened-container', 'as its maker delivers it', 'operator.security.runAsNonRoot'),
      accept('unhardened-container', 'as its maker delivers it', 'operator.security.readOnlyRootFilesystem'),
    ]),
  }
}

function settings(
  { proxyClass, proxyGroup, proxies = 1, ingressClass, tags }: ClusterTailnet,
  proxy: Image,
): readonly KubeObject[] {
  const container = { image: imageReference(proxy) }
  return [
    object('ServiceAccount', { metadata: { name: 'operator' } }),
    object('ServiceAccount', { metadata: { name: 'proxies' } }),
    object('IngressClass', {
      metadata: { name: ingressClass, annotations: {} },
      spec: { controller: 'tailscale.com/ts-ingress' },
    }),
    object('ProxyClass', {
      metadata: { name: proxyClass },
      spec: { statefulSet: { pod: { tailscaleContainer: container, tailscaleInitContainer: container } } },
    }),
    object('ProxyGroup', {
      metadata: { name: proxyGroup },
      spec: { type: 'ingress', replicas: proxies, proxyClass, tags: [...tags] },
    }),
  ]
}
