import {
  anything,
  fields,
  isRecord,
  oneOf,
  onlyFields,
  type Rule,
  type RulesOf,
  recordOf,
  text,
} from '@homelab/estate/shape'
import type { ClaimTemplate, PodVolume } from '../workloads/volumes.ts'

const plain = { name: text, source: text }
const share = fields({ server: text, path: text })
// `path`, `database` and `socket` are words of hosts, `backup` has a check of its own.
const optional = { storageClass: text, path: anything, database: anything, socket: anything, backup: anything }
const data = { ...plain, kind: text, size: text, holds: text } satisfies RulesOf<
  Omit<ClaimTemplate, keyof typeof optional>
>

const bySource: Readonly<Record<PodVolume['source'], Rule>> = {
  claim: onlyFields({ ...data, claim: text }, optional),
  'claim-template': onlyFields(data, optional),
  'share-claim': onlyFields({ ...plain, claim: text, persistentVolume: text, size: text, share }),
  nfs: onlyFields({ ...plain, share }),
  'config-map': onlyFields({ ...plain, configMap: text, files: recordOf(anything) }, { defaultMode: anything }),
  secret: onlyFields({ ...plain, secret: text }),
  'host-path': onlyFields({ ...plain, path: text }),
  'empty-dir': onlyFields(plain),
}

/** A volume of a pod. */
export const volume: Rule = (got, path) => {
  const source = isRecord(got) ? got['source'] : undefined
  if (typeof source === 'string' && isSource(source)) return bySource[source](got, path)
  return fields({ name: text, source: oneOf(...Object.keys(bySource)) })(got, path)
}

function isSource(source: string): source is PodVolume['source'] {
  return Object.hasOwn(bySource, source)
}
