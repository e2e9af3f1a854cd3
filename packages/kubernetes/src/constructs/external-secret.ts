import { present } from '@homelab/formats/present'
import type { IExternalSecret } from '@kubernetes-models/external-secrets/external-secrets.io/v1/ExternalSecret'
import type { ISecretStore } from '@kubernetes-models/external-secrets/external-secrets.io/v1/SecretStore'
import { Construct } from 'constructs'
import { k8s } from '../k8s.ts'
import { CustomObject } from './custom-object.ts'
import { readerOf } from './reader.ts'

export interface ExternalSecretProps {
  /** The ExternalSecret's and the Secret's name. */
  readonly name: string
  readonly namespace: string
  readonly store: { readonly kind: 'ClusterSecretStore' | 'SecretStore'; readonly name: string }
  /** Key in the fetched data -> what the store is asked for. */
  readonly data: Readonly<Record<string, { readonly key: string; readonly property?: string }>>
  readonly template?: {
    readonly type?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly data?: Readonly<Record<string, string>>
  }
  /** How often it is fetched again; `1h` by default. */
  readonly refreshInterval?: string
  /** `Owner` by default: the Secret goes when this object goes. */
  readonly creationPolicy?: 'Owner' | 'Orphan'
  readonly annotations?: Readonly<Record<string, string>>
}

/** A Secret that External Secrets keeps: https://external-secrets.io/latest/api/externalsecret/ */
export class ExternalSecret extends Construct {
  constructor(scope: Construct, id: string, props: ExternalSecretProps) {
    super(scope, id)
    const {
      name,
      namespace,
      store,
      data,
      template,
      refreshInterval = '1h',
      creationPolicy = 'Owner',
      annotations,
    } = props
    const manifest: IExternalSecret = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name, namespace, ...present({ annotations }) },
      spec: {
        refreshInterval,
        secretStoreRef: store,
        target: {
          name,
          creationPolicy,
          ...(template !== undefined && {
            template: {
              ...present({ type: template.type }),
              ...metadata(template.labels),
              ...dataOf(template.data),
            },
          }),
        },
        data: Object.entries(data).map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
      },
    }
    new CustomObject(this, 'external-secret', manifest)
  }
}

export interface CopiedSecretProps {
  /** The Secret made, and the stem of the objects that allow it. */
  readonly name: string
  readonly namespace: string
  readonly from: { readonly namespace: string; readonly secret: string }
  /** Key of the new Secret -> key of the original. */
  readonly keys: Readonly<Record<string, string>>
  readonly refreshInterval?: string
  readonly creationPolicy?: 'Owner' | 'Orphan'
  /** Of every object that it takes. */
  readonly annotations?: Readonly<Record<string, string>>
}

/**
 * A Secret of another namespace, kept in step by External Secrets' `kubernetes` provider with an account that may get
 * that one Secret: https://external-secrets.io/latest/provider/kubernetes/
 */
export class CopiedSecret extends Construct {
  constructor(scope: Construct, id: string, props: CopiedSecretProps) {
    super(scope, id)
    const { name, namespace, from, keys, refreshInterval, creationPolicy, annotations } = props
    const marked = present({ annotations })
    const reader = readerOf(name)
    new k8s.KubeServiceAccount(this, 'account', { metadata: { name: reader, namespace, ...marked } })
    new k8s.KubeRole(this, 'role', {
      metadata: { name: reader, namespace: from.namespace, ...marked },
      rules: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [from.secret], verbs: ['get'] }],
    })
    new k8s.KubeRoleBinding(this, 'binding', {
      metadata: { name: reader, namespace: from.namespace, ...marked },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: reader },
      subjects: [{ kind: 'ServiceAccount', name: reader, namespace }],
    })
    const store: ISecretStore = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name, namespace, ...marked },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: from.namespace,
            server: { caProvider: { type: 'ConfigMap', name: 'kube-root-ca.crt', key: 'ca.crt' } },
            auth: { serviceAccount: { name: reader } },
          },
        },
      },
    }
    new CustomObject(this, 'store', store)
    new ExternalSecret(this, 'secret', {
      name,
      namespace,
      store: { kind: 'SecretStore', name },
      data: Object.fromEntries(Object.entries(keys).map(([key, property]) => [key, { key: from.secret, property }])),
      ...present({ refreshInterval, creationPolicy, annotations }),
    })
  }
}

type Template = NonNullable<NonNullable<IExternalSecret['spec']>['target']>['template']

function metadata(labels: Readonly<Record<string, string>> | undefined): Pick<NonNullable<Template>, 'metadata'> {
  return labels === undefined ? {} : { metadata: { labels } }
}

function dataOf(data: Readonly<Record<string, string>> | undefined): Pick<NonNullable<Template>, 'data'> {
  return data === undefined ? {} : { data }
}
