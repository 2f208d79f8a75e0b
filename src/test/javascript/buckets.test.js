import {before, describe, test} from 'node:test'
import assert from 'node:assert/strict'
import {UNKNOWN, answer, newBucket, newOrganization, newUser, operator, refuses, unique} from './clients.js'

const {buckets} = operator

describe('buckets', () => {
  let org

  before(async () => {
    org = await newOrganization()
  })

  test('a created bucket is found as it was answered', async () => {
    const bucket = await buckets.postBuckets({
      body: {orgID: org.id, name: unique('metrics'), retentionRules: [{type: 'expire', everySeconds: 86400}]},
    })

    assert.equal(bucket.type, 'user')
    assert.equal(bucket.orgID, org.id)
    assert.equal(bucket.retentionRules[0].everySeconds, 86400)
    assert.deepEqual(bucket.labels, [])
    assert.equal(bucket.links.write, `/api/v2/write?org=${org.id}&bucket=${bucket.id}`)
    assert.deepEqual(await buckets.getBucketsID({bucketID: bucket.id}), bucket)
    assert.deepEqual((await buckets.getBuckets({name: bucket.name})).buckets, [bucket])
  })

  test('a name is unique, and not InfluxDB’s own', async () => {
    const {name} = await newBucket(org, unique('metrics'))

    await refuses(newBucket(org, name), 422, 'conflict', `bucket with name ${name} already exists`)
    await refuses(
      newBucket(org, '_mine'),
      400,
      'invalid',
      'bucket name _mine is invalid. Buckets may not start with underscore'
    )
  })

  test('what does not exist is not found', async () => {
    await refuses(buckets.getBucketsID({bucketID: UNKNOWN}), 404, 'not found', 'bucket not found')
    await refuses(buckets.getBuckets({org: org.name, name: 'none'}), 404, 'not found', 'bucket "none" not found')
    assert.deepEqual((await buckets.getBuckets({name: unique('none')})).buckets, [])
  })

  test('links lead from page to page', async () => {
    const crowded = await newOrganization()
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await newBucket(crowded, name)
    }
    const list = async (query) => (await buckets.getBuckets({orgID: crowded.id, ...query})).buckets
    const all = await list({limit: 100})

    const found = []
    let offset = '0'
    while (offset !== null) {
      const page = await buckets.getBuckets({orgID: crowded.id, limit: 3, offset: Number(offset)})
      found.push(...page.buckets)
      offset = page.links.next ? new URLSearchParams(page.links.next.split('?')[1]).get('offset') : null
    }

    assert.equal(all.length, 7)
    assert.deepEqual(found, all)
    assert.deepEqual(await list({after: all[2].id}), all.slice(3))
  })

  test('an update changes what is sent', async () => {
    const bucket = await newBucket(org, unique('metrics'))

    const updated = await buckets.patchBucketsID({
      bucketID: bucket.id,
      body: {retentionRules: [{type: 'expire', everySeconds: 7200}]},
    })

    assert.equal(updated.name, bucket.name)
    assert.equal(updated.retentionRules[0].everySeconds, 7200)
    assert.ok(updated.updatedAt > bucket.updatedAt)
  })

  test('members and owners come and go', async () => {
    const bucket = await newBucket(org, unique('metrics'))
    const user = await newUser()

    const member = await buckets.postBucketsIDMembers({bucketID: bucket.id, body: {id: user.id}})
    assert.deepEqual((await buckets.getBucketsIDMembers({bucketID: bucket.id})).users, [member])
    await buckets.deleteBucketsIDMembersID({bucketID: bucket.id, userID: user.id})
    const owner = await buckets.postBucketsIDOwners({bucketID: bucket.id, body: {id: user.id}})

    assert.equal(member.role, 'member')
    assert.equal(owner.role, 'owner')
    assert.deepEqual((await buckets.getBucketsIDMembers({bucketID: bucket.id})).users, [])
  })

  test('a deleted bucket is gone', async () => {
    const bucket = await newBucket(org, unique('metrics'))

    const {status} = await answer((options) => buckets.deleteBucketsID({bucketID: bucket.id}, options))

    assert.equal(status, 204)
    await refuses(buckets.deleteBucketsID({bucketID: bucket.id}), 404, 'not found', 'bucket not found')
  })
})
