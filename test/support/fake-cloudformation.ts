import { createServer } from 'node:http'
import { close, listen } from '../../bin/local/listen.ts'

/** Stands in for AWS CloudFormation, of which there is no emulator here: it answers DescribeStacks with a stack's outputs. */
export async function fakeCloudFormation(outputs: Readonly<Record<string, string>>) {
  const members = Object.entries(outputs).map(
    ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  )
  const body = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackName>netzdialog</StackName><CreationTime>2026-11-21T12:00:00Z</CreationTime><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`
  const server = createServer((request, answer) => {
    request.resume()
    answer.writeHead(200, { 'content-type': 'text/xml' }).end(body)
  })
  const url = `http://127.0.0.1:${await listen(server, 0)}`
  return { url, stop: () => close(server) }
}
