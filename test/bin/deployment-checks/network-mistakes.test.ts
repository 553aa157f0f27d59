import { expect, it } from 'vitest'
import { findNetworkMistakes } from '../../../bin/deployment-checks/network-mistakes.ts'

const network = { vpcId: 'vpc-0a1b2c3d', endpoints: { routeTableIds: ['rtb-0a1b2c3d'] } }

it('finds nothing in a deployment without networks, nor in what is no deployment', () => {
  for (const input of [
    { destinations: [{ name: 'crm' }] },
    {},
    null,
    'x',
    { destinations: 3, platforms: [] },
  ])
    expect(findNetworkMistakes(input)).toEqual([])
})

it('refuses private addresses that no network leads to', () => {
  const destinations = [{ allowPrivateAddresses: true, network }, { allowPrivateAddresses: true }]
  expect(findNetworkMistakes({ destinations })).toEqual([
    {
      field: 'destinations[1].allowPrivateAddresses',
      sentence:
        'leads nowhere without "network": a function outside of a network reaches no private address; add network: { vpcId, subnetIds, securityGroupIds }, or remove it',
    },
  ])
})

it('refuses endpoints twice in one network, which AWS would', () => {
  expect(findNetworkMistakes({ destinations: [{ network }, { network }] })).toEqual([
    {
      field: 'destinations[1].network.endpoints',
      sentence:
        'is set for vpc-0a1b2c3d already, at destinations[0]: a network has its endpoints once; remove it here',
    },
  ])
})

it('refuses one address for two APIs', () => {
  const domain = { name: 'a.example.com' }
  const found = findNetworkMistakes({ domain, platforms: { facebook: { domain }, twitter: {} } })
  expect(found).toEqual([
    {
      field: 'platforms.facebook.domain.name',
      sentence:
        '"a.example.com" is that of domain already: a platform\'s own address is its own; choose another',
    },
  ])
})
