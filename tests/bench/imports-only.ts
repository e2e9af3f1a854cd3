/** The price that the choice of library sets: a process that only imports CDK8s, as the constructs import it. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const { resolve } = createRequire(new URL('../../packages/kubernetes/src/render.ts', import.meta.url))
await import(pathToFileURL(resolve('cdk8s')).href)
await import(pathToFileURL(resolve('cdk8s-plus-28')).href)
