import {before, describe, test} from 'node:test'
import assert from 'node:assert/strict'
import {answer, newOrganization, newUser, operator, refuses, signIn, stranger} from './clients.js'

describe('sessions', () => {
  const password = 'first-password'
  let user

  before(async () => {
    user = await newUser()
    await operator.users.postUsersIDPassword({userID: user.id, body: {password}})
  })

  test('a session is its user until it signs out', async () => {
    const session = await signIn(user.name, password)
    assert.deepEqual(await stranger.me.getMe({}, session), user)

    const {status} = await answer((options) => stranger.signout.postSignout({}, {...session, ...options}))

    assert.equal(status, 204)
    await refuses(stranger.me.getMe({}, session), 401, 'unauthorized', 'unauthorized access')
    await refuses(stranger.signout.postSignout({}, session), 401, 'unauthorized', 'unauthorized access')
  })

  test('a wrong password opens nothing', async () => {
    await assert.rejects(signIn(user.name, 'wrong-password'), {statusCode: 401, code: 'unauthorized'})
    await assert.rejects(signIn('nobody', password), {statusCode: 401, code: 'unauthorized'})
  })

  test('a member reads its organization, an owner writes it', async () => {
    const org = await newOrganization()
    const session = await signIn(user.name, password)
    const change = () => stranger.orgs.patchOrgsID({orgID: org.id, body: {description: 'mine'}}, session)
    assert.deepEqual((await stranger.orgs.getOrgs({}, session)).orgs, [])

    await operator.orgs.postOrgsIDMembers({orgID: org.id, body: {id: user.id}})
    assert.deepEqual((await stranger.orgs.getOrgs({}, session)).orgs, [org])
    await refuses(change(), 401, 'unauthorized', `write:orgs/${org.id} is unauthorized`)

    await operator.orgs.deleteOrgsIDMembersID({orgID: org.id, userID: user.id})
    await operator.orgs.postOrgsIDOwners({orgID: org.id, body: {id: user.id}})
    assert.equal((await change()).description, 'mine')
  })

  test('a user changes its own password, which ends the session', async () => {
    const session = await signIn(user.name, password)
    const change = (old) =>
      stranger.me.putMePassword({auth: {user: user.name, password: old}, body: {password: 'second-password'}}, session)
    await refuses(change('wrong-password'), 403, 'forbidden', 'your username or password is incorrect')

    await change(password)

    await refuses(stranger.me.getMe({}, session), 401, 'unauthorized', 'unauthorized access')
    await assert.rejects(signIn(user.name, password), {statusCode: 401})
    await signIn(user.name, 'second-password')
  })
})
