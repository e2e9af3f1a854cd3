import type { PublicSite } from '@homelab/estate/model'
import { printIni } from '@homelab/formats'
import { denyFile, loginsLog, type NginxProxy } from './settings.ts'

const FILTER = 'failed-login'
const ACTION = 'nginx-deny'

/**
 * Files of fail2ban, by their paths below its folder: one jail a site with logins, one filter and one action for all.
 *
 * @param jailFile where a site's jail stands; one of its own by default
 * Format: https://github.com/fail2ban/fail2ban/blob/master/man/jail.conf.5
 */
export function fail2banFiles(
  guarded: readonly PublicSite[],
  proxy: NginxProxy,
  header: string,
  jailFile: (site: PublicSite) => string = ({ name }) => `jail.d/${name}.conf`,
): Readonly<Record<string, string>> {
  const print = (sections: Parameters<typeof printIni>[0]): string =>
    printIni(sections, { reader: 'configparser', header })
  return {
    [`filter.d/${FILTER}.conf`]: print({ Definition: filter }),
    [`action.d/${ACTION}.conf`]: print({ Definition: action }),
    ...Object.fromEntries(
      [...Map.groupBy(guarded, jailFile)].map(([path, sites]) => [
        path,
        print(Object.fromEntries(sites.map(site => [`${site.name}-logins`, jail(site, proxy)]))),
      ]),
    ),
  }
}

/** The log holds nothing that a client can choose: a time, an address, a status. */
const filter = {
  failregex: '^ <HOST> (?:401|403)$',
  datepattern: '^%%Y-%%m-%%dT%%H:%%M:%%S%%z',
}

/** nginx reads the file as a list of addresses that are refused. */
const action = {
  actionstart: 'touch <file>',
  actionstop: '',
  actioncheck: '',
  actionban: "printf '%%s 1;\\n' '<ip>' >> <file> && nginx -s reload",
  actionunban: "{ grep -vxF '<ip> 1;' <file> > <file>.new || true; } && mv <file>.new <file> && nginx -s reload",
}

function jail(site: PublicSite, proxy: NginxProxy): Record<string, string | number | boolean> {
  const { maxRetries, findSeconds, banSeconds } = proxy.bans
  return {
    enabled: true,
    filter: FILTER,
    logpath: loginsLog(proxy, site),
    maxretry: maxRetries,
    findtime: findSeconds,
    bantime: banSeconds,
    action: `${ACTION}[file="${denyFile(site)}"]`,
  }
}
