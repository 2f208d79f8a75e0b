// InfluxData's own JavaScript library, connected to the program under test.
import assert from 'node:assert/strict'
import {randomUUID} from 'node:crypto'
import {HttpError, InfluxDB} from '@influxdata/influxdb-client'
import {
  AuthorizationsAPI,
  BucketsAPI,
  HealthAPI,
  MeAPI,
  OrgsAPI,
  PingAPI,
  ReadyAPI,
  ResourcesAPI,
  SetupAPI,
  SigninAPI,
  SignoutAPI,
  UsersAPI,
} from '@influxdata/influxdb-client-apis'

const url = process.env.GATEHOUSE_URL
const operatorToken = process.env.GATEHOUSE_TOKEN
assert.ok(url && operatorToken, 'GATEHOUSE_URL and GATEHOUSE_TOKEN must say where to test, and as whom')

export const UNKNOWN = '020f755c3c082000'

/** The APIs with a token; without one, as a stranger. */
export function connect(token) {
  const influx = new InfluxDB(token ? {url, token} : {url})
  return {
    authorizations: new AuthorizationsAPI(influx),
    buckets: new BucketsAPI(influx),
    health: new HealthAPI(influx),
    me: new MeAPI(influx),
    orgs: new OrgsAPI(influx),
    ping: new PingAPI(influx),
    ready: new ReadyAPI(influx),
    resources: new ResourcesAPI(influx),
    setup: new SetupAPI(influx),
    signin: new SigninAPI(influx),
    signout: new SignoutAPI(influx),
    users: new UsersAPI(influx),
  }
}

export const operator = connect(operatorToken)
export const stranger = connect()

export const unique = (name) => `${name}-${randomUUID()}`

export const newOrganization = () => operator.orgs.postOrgs({body: {name: unique('team')}})

export const newUser = () => operator.users.postUsers({body: {name: unique('user')}})

export const newBucket = (org, name) =>
  operator.buckets.postBuckets({body: {orgID: org.id, name, retentionRules: []}})

export const permission = (action, type, extra) => ({action, resource: {type, ...extra}})

/** Calls with the options that the library takes, and answers status and headers. */
export async function answer(call) {
  let seen
  await call({responseStarted: (headers, status) => (seen = {headers, status})})
  return seen
}

/** Expects the error that the library makes of a status, a code and a message. */
export async function refuses(call, status, code, message) {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof HttpError, String(error))
    assert.equal(error.statusCode, status, error.body)
    assert.equal(error.code, code, error.body)
    assert.equal(error.json.message, message)
    return true
  })
}

/** Signs in; answers what to send with every request of the session. */
export async function signIn(user, password) {
  const {headers, status} = await answer((options) =>
    stranger.signin.postSignin({auth: {user, password}}, options)
  )
  assert.equal(status, 204)
  const [cookie] = [headers['set-cookie']].flat()
  return {headers: {cookie: cookie.split(';')[0]}}
}
