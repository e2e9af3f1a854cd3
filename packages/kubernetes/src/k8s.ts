/**
 * Every kind of the API with every field as it has it (decision 5). From their own file: the package's index loads its comfortable
 * classes as well, of which nothing here is made.
 */
export * as k8s from 'cdk8s-plus-28/lib/imports/k8s.js'
