/** Node's own `import`: that of the test runner runs no module hook. */
module.exports = url => import(url)
