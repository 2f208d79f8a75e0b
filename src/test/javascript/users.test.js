import {test} from 'node:test'
import assert from 'node:assert/strict'
import {UNKNOWN, answer, connect, newOrganization, newUser, operator, permission, refuses, unique} from './clients.js'

const {authorizations, users} = operator

test('a created user is found as it was answered', async () => {
  const user = await newUser()

  assert.equal(user.status, 'active')
  assert.deepEqual(user.links, {self: `/api/v2/users/${user.id}`})
  assert.deepEqual(await users.getUsersID({userID: user.id}), user)
  assert.deepEqual((await users.getUsers({name: user.name})).users, [user])
  assert.deepEqual((await users.getUsers({id: user.id})).users, [user])
})

test('a list continues behind a user', async () => {
  const before = await newUser()
  const after = await newUser()

  assert.deepEqual((await users.getUsers({after: before.id, limit: 1})).users, [after])
})

test('a name is unique', async () => {
  const {name} = await newUser()

  await refuses(users.postUsers({body: {name}}), 422, 'conflict', `user with name ${name} already exists`)
})

test('who does not exist is not found', async () => {
  await refuses(users.getUsersID({userID: UNKNOWN}), 404, 'not found', 'user not found')
  await refuses(users.getUsers({name: 'none'}), 404, 'not found', 'user not found')
  await refuses(users.getUsers({id: UNKNOWN}), 404, 'not found', 'user not found')
})

test('the token of an inactive user is forbidden, that of a deleted one is nobody’s', async () => {
  const org = await newOrganization()
  const user = await newUser()
  const {token} = await authorizations.postAuthorizations({
    body: {orgID: org.id, userID: user.id, permissions: [permission('read', 'buckets', {orgID: org.id})]},
  })
  const list = () => connect(token).buckets.getBuckets()
  const change = (status) => users.patchUsersID({userID: user.id, body: {name: user.name, status}})
  await list()

  await change('inactive')
  await refuses(list(), 403, 'forbidden', 'User is inactive')
  await change('active')
  await list()
  const {status} = await answer((options) => users.deleteUsersID({userID: user.id}, options))

  assert.equal(status, 204)
  await refuses(list(), 401, 'unauthorized', 'unauthorized access')
})

test('an update renames', async () => {
  const user = await newUser()
  const name = unique('renamed')

  assert.deepEqual(await users.patchUsersID({userID: user.id, body: {name}}), {...user, name})
})
