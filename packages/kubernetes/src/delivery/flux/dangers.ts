import type { DangerRule } from '@homelab/estate/model'
import { goes, isField, objectRule, tagMajors } from '../../changes/rule.ts'
import { at } from '../../compare/json.ts'
import { dataKinds } from '../data-kinds.ts'

const kept = dataKinds.map(({ kind }) => kind).join(', ')

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#garbage-collection */
export const fluxDangers: readonly DangerRule[] = [
  goes('kustomization-goes', ['Kustomization'], 'destroys', ({ item }) =>
    at(item.before, 'spec', 'suspend') === true
      ? 'it is suspended: its objects stay in the cluster, orphaned, unless it is resumed before it goes'
      : `its objects go with it, those of a chart too; what stays until somebody deletes it: ${kept}`,
  ),
  objectRule('kustomization-prunes', ['Kustomization'], judged =>
    isField(judged, 'spec.prune') && judged.change.after === true
      ? { danger: 'destroys', why: 'from now on what is no longer rendered is deleted without being asked' }
      : undefined,
  ),
  objectRule('kustomization-resumes', ['Kustomization'], judged =>
    isField(judged, 'spec.suspend') && judged.change.before === true
      ? { danger: 'restarts', why: 'from now on what is pushed is applied without being asked' }
      : undefined,
  ),
  objectRule('kustomization-suspends', ['Kustomization'], judged =>
    isField(judged, 'spec.suspend') && judged.change.after === true
      ? {
          danger: 'restarts',
          why: 'from now on nothing comes before somebody resumes it; what else this push changes of it may come, and go, before it is suspended',
        }
      : undefined,
  ),
  goes(
    'release-goes',
    ['HelmRelease'],
    'destroys',
    'its release is uninstalled: all that the chart made goes, claims among it unless the chart keeps them',
  ),
  // https://fluxcd.io/flux/components/helm/helmreleases/#target-namespace
  objectRule('release-moves', ['HelmRelease'], judged =>
    isField(judged, 'spec.releaseName', 'spec.targetNamespace', 'spec.storageNamespace') &&
    judged.change.before !== undefined
      ? { danger: 'destroys', why: 'the release is uninstalled where it was, with what it holds, and installed again' }
      : undefined,
  ),
  objectRule('source-major', ['GitRepository', 'OCIRepository', 'HelmRelease'], judged => {
    const { before, after } = judged.change
    const isVersion = isField(judged, 'spec.ref.tag', 'spec.chart.spec.version')
    const major = isVersion ? tagMajors(before, after) : undefined
    return major === undefined
      ? undefined
      : { danger: 'restarts', why: `a major version of what it delivers, ${major}: its notes may ask for more` }
  }),
]
