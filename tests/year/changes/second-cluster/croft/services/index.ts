import type { Service } from '@homelab/estate'
import { alloy, alloyAnnex, alloyHome } from './alloy.ts'
import { argocd } from './argocd.ts'
import { backup } from './backup.ts'
import { caddy } from './caddy.ts'
import { cv } from './cv.ts'
import { docs } from './docs.ts'
import { externalSecrets, externalSecretsAnnex } from './external-secrets.ts'
import { feeds } from './feeds.ts'
import { forge } from './forge.ts'
import { grafana } from './grafana.ts'
import { loki } from './loki.ts'
import { openbao } from './openbao.ts'
import { postgres } from './postgres.ts'
import { postgresOperator } from './postgres-operator.ts'
import { prometheus } from './prometheus.ts'
import { proxy } from './proxy.ts'
import { secretStore, secretStoreAnnex } from './secret-store.ts'
import { tailscale, tailscaleAnnex } from './tailscale.ts'

export const services: readonly Service[] = [
  openbao,
  caddy,
  forge,
  backup,
  alloy,
  alloyHome,
  alloyAnnex,
  argocd,
  externalSecrets,
  externalSecretsAnnex,
  secretStore,
  secretStoreAnnex,
  tailscale,
  tailscaleAnnex,
  postgresOperator,
  postgres,
  prometheus,
  loki,
  grafana,
  feeds,
  docs,
  cv,
  proxy,
]
