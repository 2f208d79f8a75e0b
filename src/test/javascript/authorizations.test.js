import {before, describe, test} from 'node:test'
import assert from 'node:assert/strict'
import {UNKNOWN, answer, connect, newBucket, newOrganization, operator, permission, refuses} from './clients.js'

const {authorizations, buckets} = operator

describe('authorizations', () => {
  let org, bucket, me

  before(async () => {
    org = await newOrganization()
    bucket = await newBucket(org, 'performance_data')
    me = await operator.me.getMe()
  })

  const issue = (permissions, more) =>
    authorizations.postAuthorizations({body: {orgID: org.id, permissions, ...more}})
  const readBuckets = () => permission('read', 'buckets', {orgID: org.id})

  test('a created authorization has its secret, names, links and permissions in order', async () => {
    const permissions = [
      permission('write', 'buckets', {id: bucket.id, orgID: org.id}),
      permission('read', 'tasks', {orgID: org.id}),
    ]

    const created = await issue(permissions, {description: 'for node'})

    assert.match(created.token, /^gth_[0-9A-Za-z]{46}$/)
    assert.equal(created.status, 'active')
    assert.equal(created.description, 'for node')
    assert.deepEqual([created.orgID, created.org], [org.id, org.name])
    assert.deepEqual([created.userID, created.user], [me.id, me.name])
    assert.deepEqual(created.links, {
      self: `/api/v2/authorizations/${created.id}`,
      user: `/api/v2/users/${me.id}`,
    })
    assert.deepEqual(created.permissions, [
      permission('write', 'buckets', {id: bucket.id, name: bucket.name, orgID: org.id, org: org.name}),
      permission('read', 'tasks', {orgID: org.id, org: org.name}),
    ])
    const found = await authorizations.getAuthorizationsID({authID: created.id})
    assert.deepEqual(found, {...created, token: ''})
  })

  test('a list is narrowed by user and organization', async () => {
    const {id} = await issue([readBuckets()])
    const ids = async (query) =>
      (await authorizations.getAuthorizations(query)).authorizations.map((found) => found.id)

    for (const query of [{}, {userID: me.id}, {user: me.name}, {orgID: org.id}, {org: org.name, user: me.name}]) {
      assert.ok((await ids(query)).includes(id), JSON.stringify(query))
    }
    assert.deepEqual(await ids({orgID: 'ffffffffffffffff'}), [])
    await refuses(ids({user: 'none'}), 404, 'not found', 'user not found')
    await refuses(ids({org: 'none'}), 404, 'not found', 'organization name "none" not found')
  })

  test('what cannot be meant is refused', async () => {
    const refused = (permissions, message) => refuses(issue(permissions), 400, 'invalid', message)

    await refused([], 'authorization must include permissions')
    await refused(
      [permission('own', 'buckets')],
      'invalid action type for permission: unknown action for permission'
    )
    await refused(
      [permission('read', 'cows')],
      'invalid resource type for permission: unknown resource type for permission'
    )
    await refused(
      [permission('read', 'buckets', {orgID: UNKNOWN})],
      `permission read:orgs/${UNKNOWN}/buckets is not for org id ${org.id}`
    )
    await refuses(
      authorizations.postAuthorizations({body: {permissions: [readBuckets()]}}),
      400,
      'invalid',
      'org id required: invalid ID'
    )
  })

  test('a scoped token may what it was given', async () => {
    const {token} = await issue([readBuckets()])
    const scoped = connect(token)

    assert.deepEqual((await scoped.buckets.getBuckets()).buckets, [bucket])
    assert.deepEqual((await scoped.orgs.getOrgs()).orgs, [])
    await refuses(
      scoped.buckets.deleteBucketsID({bucketID: bucket.id}),
      401,
      'unauthorized',
      `write:orgs/${org.id}/buckets/${bucket.id} is unauthorized`
    )
    await refuses(scoped.me.getMe(), 401, 'unauthorized', `read:users/${me.id} is unauthorized`)
    await refuses(
      connect(token).authorizations.postAuthorizations({body: {orgID: org.id, permissions: [readBuckets()]}}),
      401,
      'unauthorized',
      `write:orgs/${org.id}/authorizations is unauthorized`
    )
  })

  test('an inactive token is refused until it is active again', async () => {
    const created = await issue([readBuckets()])
    const list = () => connect(created.token).buckets.getBuckets()
    const change = (status) => authorizations.patchAuthorizationsID({authID: created.id, body: {...created, status}})

    assert.equal((await change('inactive')).status, 'inactive')
    await refuses(list(), 401, 'unauthorized', 'token is inactive')
    await change('active')

    assert.equal((await list()).buckets.length, 1)
  })

  test('what a find answers can be issued again', async () => {
    const {id} = await issue([permission('read', 'buckets', {id: bucket.id, orgID: org.id})])
    const found = await authorizations.getAuthorizationsID({authID: id})

    const again = await issue(found.permissions)

    assert.deepEqual(again.permissions, found.permissions)
    assert.notEqual(again.id, id)
  })

  test('a revoked token is denied at once', async () => {
    const {id, token} = await issue([readBuckets()])
    await connect(token).buckets.getBuckets()

    const {status} = await answer((options) => authorizations.deleteAuthorizationsID({authID: id}, options))

    assert.equal(status, 204)
    await refuses(connect(token).buckets.getBuckets(), 401, 'unauthorized', 'unauthorized access')
    await refuses(authorizations.getAuthorizationsID({authID: id}), 404, 'not found', 'authorization not found')
    assert.equal((await buckets.getBucketsID({bucketID: bucket.id})).id, bucket.id)
  })
})
