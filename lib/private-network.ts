import { CfnSecurityGroup, CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import { Aws, Validations } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Network } from '../schemas/network.ts'
import type { StageFunction } from './stage-function.ts'

/** What Lambda does with the function's role to give it its addresses in the network. */
const interfaceActions = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
]

/** Puts one function into a private network; no other gets the rights for that. */
export function joinNetwork(stage: StageFunction, { subnetIds, securityGroupIds }: Network): void {
  const resource = stage.lambda.node.defaultChild as CfnFunction
  resource.vpcConfig = { subnetIds, securityGroupIds }
  stage.bind({}, { actions: interfaceActions, resources: ['*'] })
  stage.lambda.addToRolePolicy(
    new PolicyStatement({
      sid: 'NotForItsCode',
      effect: Effect.DENY,
      actions: interfaceActions,
      resources: ['*'],
      // Calls of the function's own code carry the key; those that Lambda makes with its role do not.
      conditions: { Null: { 'lambda:SourceFunctionArn': 'false' } },
    }),
  )
  Validations.of(stage).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'Network interfaces have no name before they are made. Lambda makes them; the function’s code is denied it.',
  })
}

/** Of one network: the ways to what a deliver function uses, that do not lead through the internet. */
export class NetworkEndpoints extends Construct {
  constructor(scope: Construct, id: string, { vpcId, subnetIds, securityGroupIds, endpoints }: Network) {
    super(scope, id)
    const group = new CfnSecurityGroup(this, 'Group', {
      groupDescription: 'HTTPS from deliver functions to AWS',
      vpcId,
      securityGroupIngress: securityGroupIds.map((sourceSecurityGroupId) => ({
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        sourceSecurityGroupId,
        description: 'HTTPS of deliver functions',
      })),
      // Connections are stateful: nothing begins here.
      securityGroupEgress: [
        {
          ipProtocol: 'icmp',
          fromPort: 252,
          toPort: 86,
          cidrIp: '255.255.255.255/32',
          description: 'Nothing',
        },
      ],
    })
    for (const service of ['sqs', 'secretsmanager'])
      new CfnVPCEndpoint(this, service, {
        serviceName: serviceName(service),
        vpcEndpointType: 'Interface',
        vpcId,
        subnetIds,
        securityGroupIds: [group.attrGroupId],
        privateDnsEnabled: true,
        policyDocument: ofThisAccount,
      })
    // No policy: whatever else is in these subnets takes the same way.
    for (const service of ['s3', 'dynamodb'])
      new CfnVPCEndpoint(this, service, {
        serviceName: serviceName(service),
        vpcEndpointType: 'Gateway',
        vpcId,
        routeTableIds: endpoints?.routeTableIds ?? [],
      })
  }
}

function serviceName(service: string): string {
  return `com.amazonaws.${Aws.REGION}.${service}`
}

/** Other functions of the account may use the endpoint; nobody carries data out to another account by it. */
const ofThisAccount = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
    },
  ],
}
