import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule } from '../../changes/rule.ts'
import { at } from '../../compare/json.ts'

/** https://external-secrets.io/latest/api/externalsecret/ */
export const secretDangers: readonly DangerRule[] = [
  goes('secret-goes', ['ExternalSecret', 'Secret'], 'stops', ({ item, kind }) => {
    const policy = at(item.before, 'spec', 'target', 'creationPolicy') ?? 'Owner'
    return kind === 'Secret' || policy === 'Owner' || policy === 'Merge'
      ? 'its Secret goes with it: pods that read it do not restart'
      : 'its Secret stays, and is no longer kept up to date'
  }),
  objectRule('secret-store', ['SecretStore', 'ClusterSecretStore'], judged =>
    isField(judged, 'spec.provider')
      ? { danger: 'stops', why: 'secrets come from elsewhere: what is not there is not updated' }
      : undefined,
  ),
  goes('store-goes', ['SecretStore', 'ClusterSecretStore'], 'stops', 'no secret that comes from there is updated'),
]
