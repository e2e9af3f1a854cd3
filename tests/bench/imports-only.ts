/** The price that the choice of library sets: a process that only imports CDK8s. */
import { createRequire } from 'node:module'

const load = createRequire(new URL('../../packages/kubernetes/src/render.ts', import.meta.url))
load('cdk8s')
load('cdk8s-plus-28')
