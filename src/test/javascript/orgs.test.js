import {test} from 'node:test'
import assert from 'node:assert/strict'
import {UNKNOWN, answer, newBucket, newOrganization, newUser, operator, refuses, unique} from './clients.js'

const {orgs, buckets, me} = operator

test('a created organization is found as it was answered', async () => {
  const name = unique('Marketing and sales')
  const {status} = await answer((options) => orgs.postOrgs({body: {name, description: 'theirs'}}, options))
  assert.equal(status, 201)

  const [org] = (await orgs.getOrgs({org: name})).orgs

  assert.equal(org.description, 'theirs')
  assert.equal(org.status, 'active')
  assert.match(org.id, /^[0-9a-f]{16}$/)
  assert.equal(org.links.self, `/api/v2/orgs/${org.id}`)
  assert.equal(org.links.buckets, `/api/v2/buckets?org=${name}`)
  assert.deepEqual(await orgs.getOrgsID({orgID: org.id}), org)
  assert.deepEqual((await orgs.getOrgs({orgID: org.id})).orgs, [org])
})

test('a name is required and unique', async () => {
  const {name} = await newOrganization()

  await refuses(
    orgs.postOrgs({body: {name}}),
    422,
    'conflict',
    `organization with name ${name} already exists`
  )
  await refuses(orgs.postOrgs({body: {name: ''}}), 400, 'invalid', 'org name is empty')
})

test('what does not exist is not found', async () => {
  await refuses(orgs.getOrgs({org: 'none'}), 404, 'not found', 'organization name "none" not found')
  await refuses(orgs.getOrgsID({orgID: UNKNOWN}), 404, 'not found', 'organization not found')
  await refuses(orgs.getOrgsID({orgID: 'abc'}), 400, 'invalid', 'id must have a length of 16 bytes')
  assert.deepEqual((await orgs.getOrgs({userID: UNKNOWN})).orgs, [])
})

test('an update changes what is sent', async () => {
  const org = await newOrganization()

  const described = await orgs.patchOrgsID({orgID: org.id, body: {description: 'new'}})
  const renamed = await orgs.patchOrgsID({orgID: org.id, body: {name: unique('renamed')}})

  assert.equal(described.name, org.name)
  assert.equal(renamed.description, 'new')
  assert.ok(renamed.updatedAt > described.updatedAt && described.updatedAt > org.updatedAt)
})

test('members and owners come and go', async () => {
  const org = await newOrganization()
  const user = await newUser()

  const member = await orgs.postOrgsIDMembers({orgID: org.id, body: {id: user.id}})
  assert.deepEqual(member, {...user, role: 'member'})
  assert.deepEqual((await orgs.getOrgsIDMembers({orgID: org.id})).users, [member])
  assert.deepEqual((await orgs.getOrgs({userID: user.id})).orgs, [org])
  await orgs.deleteOrgsIDMembersID({orgID: org.id, userID: user.id})
  assert.deepEqual((await orgs.getOrgsIDMembers({orgID: org.id})).users, [])

  await orgs.postOrgsIDOwners({orgID: org.id, body: {id: user.id}})
  const owners = (await orgs.getOrgsIDOwners({orgID: org.id})).users
  assert.deepEqual(
    owners.map((owner) => owner.id),
    [(await me.getMe()).id, user.id]
  )
})

test('a deleted organization takes its buckets with it', async () => {
  const org = await newOrganization()
  const bucket = await newBucket(org, 'metrics')

  const {status} = await answer((options) => orgs.deleteOrgsID({orgID: org.id}, options))

  assert.equal(status, 204)
  await refuses(orgs.getOrgsID({orgID: org.id}), 404, 'not found', 'organization not found')
  await refuses(buckets.getBucketsID({bucketID: bucket.id}), 404, 'not found', 'bucket not found')
})
