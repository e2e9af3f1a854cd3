import type { PublicSite } from '@homelab/estate/model'
import { printScript, scriptFile } from '@homelab/formats/shell'
import { denyFile, loginsLog, type NginxProxy } from '../nginx/settings.ts'
import { places } from './places.ts'

const start = scriptFile(new URL('./start.sh', import.meta.url))
const startBans = scriptFile(new URL('./start-bans.sh', import.meta.url))
const renew = scriptFile(new URL('./renew.sh', import.meta.url))

/** nginx starts only where each of its names has a certificate, and where each list of banned addresses is there. */
export function startScript(sites: readonly PublicSite[], guarded: readonly PublicSite[], header: string): string {
  return printScript(start, [header, ''], {
    NAMES: sites.map(({ hostname }) => hostname).join(' '),
    CERTIFICATES: places.certificates,
    DENY_FILES: guarded.map(denyFile).join(' '),
  })
}

/** fail2ban starts only where each log is there that it reads. */
export function bansScript(proxy: NginxProxy, guarded: readonly PublicSite[], header: string): string {
  return printScript(startBans, [header, ''], {
    LOGINS_LOGS: guarded.map(site => loginsLog(proxy, site)).join(' '),
  })
}

/** A certificate for each name, made where there is none, and again before it runs out. */
export function renewScript(acme: string, sites: readonly PublicSite[], header: string): string {
  return printScript(renew, [header, ''], {
    NAMES: sites.map(({ hostname }) => hostname).join(' '),
    ACME: acme,
    CHALLENGES: places.challenges,
    CERTIFICATES: places.certificates,
    ISSUED: '/etc/letsencrypt/live',
  })
}
