/** Those that the tests of the public proxy run for. */
export * from './fly.ts'
export * from './own-nginx.ts'
