import type { Service } from '@homelab/estate'
import { alloy, alloyHome } from './alloy.ts'
import { argocd } from './argocd.ts'
import { backup } from './backup.ts'
import { caddy } from './caddy.ts'
import { cv } from './cv.ts'
import { dex } from './dex.ts'
import { docs } from './docs.ts'
import { externalSecrets } from './external-secrets.ts'
import { feeds } from './feeds.ts'
import { forge } from './forge.ts'
import { grafana } from './grafana.ts'
import { loki } from './loki.ts'
import { openbao } from './openbao.ts'
import { postgres } from './postgres.ts'
import { postgresOperator } from './postgres-operator.ts'
import { prometheus } from './prometheus.ts'
import { proxy } from './proxy.ts'
import { secretStore } from './secret-store.ts'
import { tailscale } from './tailscale.ts'

export const services: readonly Service[] = [
  openbao,
  caddy,
  forge,
  backup,
  alloy,
  alloyHome,
  argocd,
  externalSecrets,
  secretStore,
  tailscale,
  postgresOperator,
  postgres,
  prometheus,
  loki,
  dex,
  grafana,
  feeds,
  docs,
  cv,
  proxy,
]
