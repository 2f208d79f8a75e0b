import {test} from 'node:test'
import assert from 'node:assert/strict'
import {answer, connect, operator, refuses, stranger} from './clients.js'

test('ping tells the version to everybody', async () => {
  const {headers, status} = await answer((options) => stranger.ping.getPing({}, options))

  assert.equal(status, 204)
  assert.equal(headers['x-influxdb-version'], 'v2.9.0')
  assert.equal(headers['x-influxdb-build'], 'OSS')
})

test('health passes, and the server is ready', async () => {
  assert.equal((await stranger.health.getHealth()).status, 'pass')
  assert.equal((await stranger.ready.getReady()).status, 'ready')
})

test('resources are the twenty-three types', async () => {
  const types = await operator.resources.getResources()

  assert.equal(types.length, 23)
  assert.ok(types.includes('authorizations') && types.includes('buckets'))
})

test('setup happens once', async () => {
  assert.equal((await stranger.setup.getSetup()).allowed, false)
  await refuses(
    stranger.setup.postSetup({body: {username: 'second', password: 'password', org: 'second', bucket: 'second'}}),
    422,
    'conflict',
    'onboarding has already been completed'
  )
})

test('nobody is let in without a token that somebody issued', async () => {
  for (const client of [stranger, connect('nobody-issued-this')]) {
    await refuses(client.orgs.getOrgs(), 401, 'unauthorized', 'unauthorized access')
    await refuses(client.me.getMe(), 401, 'unauthorized', 'unauthorized access')
  }
})
