import { fillsHost } from '../../project/contents.ts'
import { borgmaticContent } from './configuration.ts'
import {
  borgContent,
  borgmaticScript,
  knownHostsContent,
  recorderContent,
  restoreTestContent,
  runContent,
} from './scripts.ts'
import {
  borgmaticSlot,
  borgSlot,
  knownHostsSlot,
  measureSlot,
  recorderSlot,
  restoreTestSlot,
  runSlot,
} from './settings.ts'

/** borgmatic's files on a host. */
export const fillers = {
  ...fillsHost(borgmaticSlot, borgmaticContent),
  ...fillsHost(recorderSlot, recorderContent),
  ...fillsHost(restoreTestSlot, restoreTestContent),
  ...fillsHost(runSlot, runContent),
  ...fillsHost(measureSlot, borgmaticScript),
  ...fillsHost(borgSlot, borgContent),
  ...fillsHost(knownHostsSlot, knownHostsContent),
}
