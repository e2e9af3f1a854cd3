import { type Cluster, made, type Secret } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type ExternalSecret, externalSecret, fetched } from '../../parts/secret/index.ts'
import { secretType } from './secret-type.ts'
import { isArgoCd } from './settings.ts'

/** By what an Argo CD gets into another cluster. */
export interface ClusterSecretProps {
  /** The token of the account by which Argo CD works there: the guide to a new cluster makes it. */
  readonly token: Secret
  /**
   * Who signed the certificate of the API, base64 as a kube configuration has it (`certificate-authority-data`).
   *
   * @default whoever the machine of Argo CD trusts
   */
  readonly authority?: Secret
}

/**
 * The Secret by which an Argo CD reaches another cluster that it delivers to. Among the `secrets` of Argo CD's own service: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
 *
 * @example clusterSecret(home, { token: secrets.password })
 */
export function clusterSecret(of: Cluster, { token, authority }: ClusterSecretProps): ExternalSecret {
  const { api = '' } = isArgoCd(of.delivery) ? of.delivery : {}
  return made(
    externalSecret(`cluster-${of.name}`, {
      data: { token, ...present({ authority }) },
      // Without `project`: a cluster of one project is open to it in every namespace, whatever the project says.
      template: {
        name: of.name,
        server: api,
        config: JSON.stringify({
          bearerToken: fetched('token'),
          ...(authority !== undefined && { tlsClientConfig: { caData: fetched('authority') } }),
        }),
      },
      templateLabels: { [secretType]: 'cluster' },
    }),
  )
}
