import { healthOf, lookup, type Resolved, type ResolvedService, text } from '@homelab/estate/model'
import { jellyfinCollector } from '../collectors/jellyfin.ts'
import { minikubeCollector } from '../collectors/minikube.ts'
import { powerCollector } from '../collectors/power.ts'
import { zotCollector } from '../collectors/zot.ts'
import type { HostSlotFiller } from '../host/content-part.ts'
import { logRotationSlot } from '../host/log-rotation.ts'
import { loginFileSlot } from '../host/logins.ts'
import { pgpassSlot } from '../host/pgpass.ts'
import { scriptSlots } from '../host/scripts.ts'
import { wrapperSlot } from '../host/wrapper.ts'
import { fillsHost, marker } from './contents.ts'
import { logRotationContent } from './log-rotation.ts'
import { loginFileContent } from './login-file.ts'
import { pgpassContent } from './pgpass.ts'
import { wrapperText } from './wrapper-text.ts'

/** The files of hosts that depend on the whole estate, or are programs. */
export const hostSlots: Readonly<Record<string, HostSlotFiller>> = {
  ...fillsHost(pgpassSlot, pgpassContent),
  ...fillsHost(loginFileSlot, loginFileContent),
  ...fillsHost(logRotationSlot, logRotationContent),
  ...fillsHost(wrapperSlot, (_, service, settings) => text(wrapperText(settings, marker(service)))),
  ...fillsHost(scriptSlots.jellyfin, (resolved, service, { textfile: output, ...rest }) => {
    const { url } = asked(resolved, service)
    return text(jellyfinCollector({ marker: marker(service), output, url, ...rest }))
  }),
  ...fillsHost(scriptSlots.minikube, (_, service, { textfile: output, ...rest }) =>
    text(minikubeCollector({ marker: marker(service), output, ...rest })),
  ),
  ...fillsHost(scriptSlots.power, (_, service, { textfile: output, ...rest }) =>
    text(powerCollector({ marker: marker(service), output, ...rest })),
  ),
  ...fillsHost(scriptSlots.zot, (resolved, service, { textfile: output, ...rest }) => {
    const { url, healthPath } = asked(resolved, service)
    return text(zotCollector({ marker: marker(service), output, url: url + healthPath, ...rest }))
  }),
}

/** What a collector asks: the endpoint that its service needs. */
function asked(resolved: Resolved, { name }: ResolvedService): { readonly url: string; readonly healthPath: string } {
  const find = lookup(resolved)
  const flow = find.flowsFrom(name).find(({ origin }) => origin === 'need')
  const probes = find.service(flow?.to ?? '')?.probes
  return { url: flow?.address.url ?? '', healthPath: healthOf(probes)?.path ?? '/' }
}
