import type { PublicSite } from '@homelab/estate/model'
import { printScript, scriptFile } from '@homelab/formats/shell'
import { denyFile, loginsLog } from '../nginx/settings.ts'
import { rotationFile, rotationState } from './places.ts'
import type { FlyApp } from './workload.ts'

const script = scriptFile(new URL('./start.sh', import.meta.url))

/** The container's first process: the tailnet before nginx, and the container ends when one of them does. facts N2, P5, P9 */
export function startScript(app: FlyApp, guarded: readonly PublicSite[], header: string): string {
  return printScript(script, [header, ''], {
    NODE: app.at.name,
    KEY_FILE: '/run/auth-key',
    ROTATION: rotationFile,
    ROTATION_STATE: rotationState,
    DENY_FILES: guarded.map(denyFile).join(' '),
    LOGINS_LOGS: guarded.map(site => loginsLog(app, site)).join(' '),
  })
}
