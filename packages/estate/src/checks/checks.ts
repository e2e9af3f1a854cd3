import type { Finding } from '../findings.ts'
import type { ResolvedWithWorkloads, ServiceFacts } from '../resolved.ts'
import type { Schedule } from '../schedule.ts'
import { checkAddresses } from './addresses.ts'
import { checkBackups, checkLiveDatabases } from './backups.ts'
import { checkClaimedDomains } from './claimed-domains.ts'
import { checkContested } from './contested.ts'
import { checkDatabases } from './databases.ts'
import { checkEmpty } from './empty.ts'
import { checkRoutePaths, checkWideEndpoints } from './endpoints.ts'
import { checkExposed } from './exposed.ts'
import { checkDeviceNames, checkHostnames } from './hostnames.ts'
import { checkImages } from './images.ts'
import { checkSecrets } from './listed-secrets.ts'
import { checkLoginSecrets, checkLogins, checkLoginWays } from './logins.ts'
import { checkMetricsLogins } from './metrics-logins.ts'
import { checkMisspelt } from './misspelt.ts'
import { checkNames } from './names.ts'
import { checkParts } from './parts.ts'
import { checkPlaces } from './places.ts'
import { checkPorts } from './ports.ts'
import { checkPrivateRoutes } from './private-routes.ts'
import { checkProbes } from './probes.ts'
import { checkProvided } from './provided.ts'
import { checkPublicPaths } from './public-paths.ts'
import { checkQuantities } from './quantities.ts'
import { checkReadSecrets } from './read-secrets.ts'
import { checkRepeatedWords } from './repeated-words.ts'
import { checkRoom } from './room.ts'
import { checkRunners } from './runners.ts'
import { checkSchedules } from './schedules.ts'
import { checkStores } from './stores.ts'
import { checkTexts } from './texts.ts'
import { checkTiles } from './tiles.ts'
import { checkTimeZones } from './time-zones.ts'
import { checkIntervals, checkTimeouts } from './timeouts.ts'
import { checkUnanswered } from './unanswered.ts'
import { checkUnreadOptions } from './unread-options.ts'
import { checkUrls } from './urls.ts'
import { checkWrittenHostnames } from './written-hostnames.ts'

/** The checks over the resolved estate. Each is a function of it alone: adding one is a file and a line here. */
const checks: readonly ((resolved: ResolvedWithWorkloads) => readonly Finding[])[] = [
  checkParts,
  checkNames,
  checkTexts,
  checkPublicPaths,
  checkExposed,
  checkPlaces,
  checkHostnames,
  checkDeviceNames,
  checkRoutePaths,
  checkPrivateRoutes,
  checkClaimedDomains,
  checkWideEndpoints,
  checkWrittenHostnames,
  checkUrls,
  checkPorts,
  checkAddresses,
  checkProbes,
  checkUnanswered,
  checkImages,
  checkRunners,
  checkSecrets,
  checkStores,
  checkDatabases,
  checkLogins,
  checkLoginWays,
  checkLoginSecrets,
  checkQuantities,
  checkEmpty,
  checkRoom,
  checkBackups,
  checkLiveDatabases,
  checkProvided,
  checkMetricsLogins,
  checkReadSecrets,
  checkMisspelt,
  checkRepeatedWords,
  checkContested,
  checkTiles,
  checkTimeouts,
  checkIntervals,
  checkTimeZones,
  checkUnreadOptions,
]

export function checkEstate(
  resolved: ResolvedWithWorkloads,
  schedules: readonly { readonly service: ServiceFacts; readonly found: readonly Schedule[] }[],
): Finding[] {
  return [...checks.flatMap(check => check(resolved)), ...checkSchedules(schedules)]
}
