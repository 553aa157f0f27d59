/** What a destination needs to lie on this machine: a private address is meant, and a network leads there. */
export const onThisMachine = {
  allowPrivateAddresses: true,
  network: {
    vpcId: 'vpc-0123456789abcdef0',
    subnetIds: ['subnet-0123456789abcdef0'],
    securityGroupIds: ['sg-0123456789abcdef0'],
  },
}
