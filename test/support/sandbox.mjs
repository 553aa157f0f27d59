/**
 * What holds in every Node.js process of a test, its children's children too: it connects to this machine alone, and
 * does not read the operator's `bin/deployment.ts`. Whatever tries gets an error, and its test fails: a line in the
 * file that `NETZDIALOG_REFUSED` names tells `sandbox.ts`, as the error alone may end as one more failed delivery.
 */
import { ChildProcess } from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import * as modules from 'node:module'
import net from 'node:net'
import { fileURLToPath } from 'node:url'

const preload = `--import=${new URL(import.meta.url).href}`
const operators = new URL('../../bin/deployment.ts', import.meta.url).href

/** @param {string} what */
export function refuse(what) {
  const refusals = process.env.NETZDIALOG_REFUSED
  const error = new Error(`a test ${what}`)
  if (refusals) appendFileSync(refusals, `${error.message}, in ${process.argv.slice(0, 3).join(' ')}\n`)
  return Object.assign(error, { code: 'ERR_SANDBOX' })
}

/** @param {string} host */
const reaches = (host) => refuse(`reaches for ${host}: tests connect to this machine alone`)

/** @param {unknown} host an address or a name; none means this machine */
export function isThisMachine(host) {
  if (host === undefined || host === null || host === '') return true
  const name = String(host).toLowerCase()
  if (net.isIPv4(name)) return name.startsWith('127.')
  if (net.isIPv6(name)) return name === '::1' || name.startsWith('::ffff:127.')
  return name === 'localhost' || name.endsWith('.localhost')
}

/** Names that nobody has (RFC 6761, section 6.4): there is nobody to ask. @param {unknown} name */
const isReserved = (name) => String(name).toLowerCase().endsWith('.invalid')

/** @param {string} name @param {string} syscall */
const unknown = (name, syscall) =>
  Object.assign(new Error(`${syscall} ENOTFOUND ${name}`), { code: 'ENOTFOUND', syscall, hostname: name })

const recordMethods = [
  'Any',
  'Caa',
  'Cname',
  'Mx',
  'Naptr',
  'Ns',
  'Ptr',
  'Soa',
  'Srv',
  'Tlsa',
  'Txt',
  '4',
  '6',
].map((type) => `resolve${type}`)

const mark = Symbol.for('netzdialog.sandbox')
if (!Object.hasOwn(globalThis, mark)) {
  Object.defineProperty(globalThis, mark, { value: true })
  guardSockets()
  guardDatagrams()
  guardNames()
  guardChildren()
  modules.registerHooks?.({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      if (resolved.url.split('?')[0] === operators)
        throw refuse('reads bin/deployment.ts, which is the operator’s')
      return resolved
    },
  })
  modules.syncBuiltinESMExports()
}

function guardSockets() {
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (...args) {
    // From `net.connect` the arguments come as a list of its own making.
    const [first, second] = Array.isArray(args[0]) ? args[0] : args
    const options = typeof first === 'object' ? first : { port: first, host: second }
    const isPath = Boolean(options.path) || (typeof first === 'string' && Number.isNaN(Number(first)))
    const host = typeof options.host === 'string' ? options.host : undefined
    if (isPath || isThisMachine(host)) return connect.apply(this, args)
    if (net.isIP(host) !== 0 || !options.lookup) {
      process.nextTick(() => this.destroy(reaches(host)))
      return this
    }
    return connect.call(this, { ...options, lookup: guardedLookup(options.lookup) }, args.at(-1))
  }
}

/** Whoever brings a lookup of its own may call this machine by any name. */
function guardedLookup(lookup) {
  return (name, options, done) =>
    lookup(name, options, (error, found, family) => {
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      const outside = error ? undefined : addresses.find((address) => !isThisMachine(address))
      if (outside !== undefined) return done(reaches(`${name} (${outside})`))
      done(error, found, family)
    })
}

function guardDatagrams() {
  for (const method of ['send', 'connect']) {
    const original = dgram.Socket.prototype[method]
    dgram.Socket.prototype[method] = function (...args) {
      // First comes what is sent, or the port.
      const outside = args.slice(1).find((each) => typeof each === 'string' && !isThisMachine(each))
      if (outside !== undefined) throw reaches(outside)
      return original.apply(this, args)
    }
  }
}

/** A question to a name server is a connection too. */
function guardNames() {
  const places = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]
  for (const place of places)
    for (const method of ['lookup', 'lookupService', 'resolve', 'reverse', ...recordMethods]) {
      const original = place[method]
      if (typeof original !== 'function') continue
      place[method] = function (name, ...rest) {
        if (isThisMachine(name) || (method === 'lookup' && net.isIP(name) !== 0))
          return original.call(this, name, ...rest)
        const error = isReserved(name) ? unknown(name, method) : reaches(name)
        const done = rest.at(-1)
        if (typeof done !== 'function') return Promise.reject(error)
        process.nextTick(done, error)
      }
    }
}

function guardChildren() {
  const { spawn } = ChildProcess.prototype
  ChildProcess.prototype.spawn = function (options) {
    const pairs = (options.envPairs ?? []).filter((pair) => !/^(NODE_OPTIONS|NETZDIALOG_REFUSED)=/.test(pair))
    const given = options.envPairs
      ?.find((pair) => pair.startsWith('NODE_OPTIONS='))
      ?.slice('NODE_OPTIONS='.length)
    pairs.push(`NODE_OPTIONS=${withPreload(given)}`)
    if (process.env.NETZDIALOG_REFUSED) pairs.push(`NETZDIALOG_REFUSED=${process.env.NETZDIALOG_REFUSED}`)
    return spawn.call(this, { ...options, args: options.args?.flatMap(withThisFile), envPairs: pairs })
  }
  // For those that are waited for synchronously, with this environment.
  process.env.NODE_OPTIONS = withPreload(process.env.NODE_OPTIONS)
}

/** A process that may read one folder alone reads this file besides, and tells what it refuses. @param {string} argument */
function withThisFile(argument) {
  if (argument !== '--permission') return [argument]
  const refusals = process.env.NETZDIALOG_REFUSED
  const told = refusals ? [`--allow-fs-read=${refusals}`, `--allow-fs-write=${refusals}`] : []
  return [argument, `--allow-fs-read=${fileURLToPath(import.meta.url)}`, ...told]
}

function withPreload(given = '') {
  return given.includes(preload) ? given : `${given} ${preload}`.trim()
}
