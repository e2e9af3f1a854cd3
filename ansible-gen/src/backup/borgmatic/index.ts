import { type BackupTool, backupTool, type Part } from '@homelab/estate/model'
import { hostContentPart } from '../../host/content-part.ts'
import { borgmaticDashboard } from './dashboard/index.ts'
import { borgmaticExporter } from './exporter.ts'
import { mistakes } from './mistakes.ts'
import { questions } from './questions.ts'
import { refuses, run, terms, unpacked } from './saves.ts'
import {
  type BorgmaticSettings,
  borgmaticSlot,
  borgSlot,
  knownHostsSlot,
  measureSlot,
  recorderSlot,
  restoreTestSlot,
  runSlot,
} from './settings.ts'
import { steps } from './steps.ts'
import { words } from './words.ts'

export { borgmaticDashboard } from './dashboard/index.ts'
export { borgmaticMeasuredDifferences } from './differences.ts'
export {
  type BorgmaticSettings,
  type BorgmaticSsh,
  borgmaticConfiguration,
  borgmaticKnownHosts,
  borgmaticMeasured,
  borgmaticRecorder,
  borgmaticRun,
  borgOverSsh,
  maintenance,
  requiredBorgmatic,
  restoreTest,
} from './settings.ts'

/** borgmatic, which makes archives with borg: https://torsion.org/borgmatic/ */
export const borgmaticTool: BackupTool = {
  ...backupTool<BorgmaticSettings>({
    kinds: [borgmaticSlot.slot],
    terms,
    run,
    restoreTest: restoreTestSlot.slot,
    steps,
    unpacked,
    questions,
    refuses,
    mistakes,
    words,
  }),
  changes: async () => (await import('./dangers.ts')).borgmaticChanges,
}

const borgmaticFiles = hostContentPart(
  [borgmaticSlot, borgSlot, knownHostsSlot, measureSlot, recorderSlot, restoreTestSlot, runSlot],
  () => import('./render.ts'),
)

/** All that is registered of it. */
export const borgmaticParts: readonly Part[] = [borgmaticTool, borgmaticFiles, borgmaticExporter, borgmaticDashboard]
