import { hostParts } from '@homelab/ansible-gen'
import { estate } from '@homelab/estate'
import { clusterParts } from '@homelab/kubernetes'
import { standInStore } from '../../../support/stand-in-store.ts'
import { box, kube, pg, safe, web } from './places.ts'
import { it as acceptanceService } from './services/acceptance.ts'
import { it as applicationsService } from './services/applications.ts'
import { it as backupService } from './services/backup.ts'
import { it as circleOneService } from './services/circle-one.ts'
import { it as circleTwoService } from './services/circle-two.ts'
import { it as claimService } from './services/claim.ts'
import { it as imageService } from './services/image.ts'
import { it as importService } from './services/import.ts'
import { it as kindService } from './services/kind.ts'
import { it as modeService } from './services/mode.ts'
import { it as mountService } from './services/mount.ts'
import { it as needDatabaseService } from './services/need-database.ts'
import { it as needPortService } from './services/need-port.ts'
import { it as optionService } from './services/option.ts'
import { it as placeService } from './services/place.ts'
import { it as portTextService } from './services/port-text.ts'
import { it as probePortService } from './services/probe-port.ts'
import { it as publicRouteService } from './services/public-route.ts'
import { it as routeKindService } from './services/route-kind.ts'
import { it as routePortService } from './services/route-port.ts'
import { it as scheduleService } from './services/schedule.ts'
import { it as secretFieldService } from './services/secret-field.ts'
import { it as secretItemService } from './services/secret-item.ts'
import { it as secretValueService } from './services/secret-value.ts'
import { it as slotService } from './services/slot.ts'
import { it as titleService } from './services/title.ts'
import { it as useDatabaseService } from './services/use-database.ts'
import { it as useEndpointService } from './services/use-endpoint.ts'
import { it as usePartService } from './services/use-part.ts'
import { it as variableService } from './services/variable.ts'
import { it as wordService } from './services/word.ts'
import { it as wordAskedService } from './services/word-asked.ts'

/** Mistakes that authors make, a service file each; what the compiler says of it stands below the line that is wrong. */
export default estate(import.meta, 'mistakes', {
  title: 'Mistakes',
  hosts: [box],
  clusters: [kube],
  domains: {},
  vaults: [safe],
  people: [],
  shares: [],
  parts: [...clusterParts, ...hostParts, standInStore],
  services: [
    web,
    pg,
    acceptanceService,
    applicationsService,
    backupService,
    circleOneService,
    circleTwoService,
    claimService,
    imageService,
    importService,
    kindService,
    modeService,
    mountService,
    needDatabaseService,
    needPortService,
    optionService,
    placeService,
    portTextService,
    probePortService,
    publicRouteService,
    routeKindService,
    routePortService,
    scheduleService,
    secretFieldService,
    secretItemService,
    secretValueService,
    slotService,
    titleService,
    useDatabaseService,
    useEndpointService,
    usePartService,
    variableService,
    wordAskedService,
    wordService,
  ],
})
