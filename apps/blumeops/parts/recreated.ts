import { type Difference, difference } from '@homelab/estate/model'
import { minikube } from '../hosts.ts'

/**
 * What an operator sees of a live Deployment that rolled until now. The API refuses `rollingUpdate`, which it wrote there by
 * itself, beside `Recreate`: kubectl's own apply, and so a sync, takes it out, since the field's `patchStrategy` is
 * `retainKeys`; an apply on the server (`ServerSideApply=true`) does not, since nobody owns the field.
 * https://github.com/kubernetes/kubernetes/issues/24198
 */
export function recreated(
  title: string,
  { namespace, name, today, facts }: { namespace: string; name: string; today: string; facts: string },
): Difference {
  const patch = JSON.stringify({ spec: { strategy: { type: 'Recreate', rollingUpdate: null } } })
  const command = `kubectl --context=${minikube.context} --namespace=${namespace} patch deployment ${name} --type=merge --patch='${patch}'`
  return difference(`how ${title}’s pod is replaced`, {
    today,
    now: `\`Recreate\`: the old pod ends before the new one starts, and ${title} is away in between`,
    why: 'both pods would write one SQLite database at the same time',
    facts,
    adoption: `the sync itself replaces the pod so, and the live \`rollingUpdate\` goes. Should the API refuse it (\`may not be specified when strategy type is 'Recreate'\`), then the object was last applied on the server: run \`${command}\`, and sync again`,
  })
}
