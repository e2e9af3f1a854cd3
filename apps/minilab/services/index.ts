import type { Service } from '@homelab/estate'
import { alertmanager } from './alertmanager.ts'
import { alloy, alloyInCluster, alloyOnPi } from './alloy.ts'
import { backup, offsite } from './backup.ts'
import { caddy } from './caddy.ts'
import { delivery } from './delivery.ts'
import { dex } from './dex.ts'
import { externalSecrets } from './external-secrets.ts'
import { grafana } from './grafana.ts'
import { housekeeping } from './housekeeping.ts'
import { k3s } from './k3s.ts'
import { loki } from './loki.ts'
import { music } from './music.ts'
import { names } from './names.ts'
import { openbao } from './openbao.ts'
import { paste } from './paste.ts'
import { prometheus } from './prometheus.ts'
import { search } from './search.ts'
import { secretStore } from './secret-store.ts'
import { storage } from './storage.ts'
import { wiki } from './wiki.ts'

export const services: readonly Service[] = [
  storage,
  k3s,
  caddy,
  housekeeping,
  paste,
  music,
  names,
  delivery,
  wiki,
  search,
  openbao,
  externalSecrets,
  secretStore,
  dex,
  prometheus,
  loki,
  alertmanager,
  alloyInCluster,
  alloy,
  alloyOnPi,
  backup,
  offsite,
  grafana,
]
